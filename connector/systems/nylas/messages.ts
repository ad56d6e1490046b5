import type { SystemRecord } from "../../../core/records";
import { orNull } from "../base/failure";
import type { ListRequest, Mailbox, SystemCall, SystemObject, SystemPage } from "../contract/object";
import { SystemError } from "../contract/system-error";
import type { Folders } from "./folders";
import type { Grants } from "./grants";
import { readMessageName } from "./message-id";
import { MESSAGE_FIELDS, NYLAS_MESSAGE_OBJECT, toRecord } from "./message-record";
import { messageFrame, oneFrame, pageFrame, read } from "./schema";
import type { NylasSettings } from "./settings";
import type { Send } from "./transport";

/** The Message-ID and what a mail answers: https://developer.nylas.com/docs/v3/email/headers-mime-data/ */
const FIELDS = "include_basic_headers";
/** Nylas gives up to 200; long mails make pages of many megabytes. */
const PAGE_SIZE = 100;
/** Where a provider is slow, or mails are very long, fewer are asked for. */
const SMALL_PAGE = 20;

/** Mails of all chosen mailboxes, newest first in each. They are read, and only ever added to timelines. */
export class Messages implements SystemObject {
  readonly name = NYLAS_MESSAGE_OBJECT;
  readonly mode = "append";

  constructor(
    private readonly settings: NylasSettings,
    private readonly send: Send,
    private readonly grants: Grants,
    private readonly folders: Folders,
  ) {}

  async fields() {
    return MESSAGE_FIELDS;
  }

  async mailboxes(call: SystemCall): Promise<readonly Mailbox[]> {
    return (await this.grants.read(call)).map(({ address, id, trouble }) => ({
      id,
      address,
      ...(trouble
        ? { trouble: { code: "MAILBOX_PAUSED" as const, params: { value: address, details: trouble } } }
        : {}),
    }));
  }

  /** One page of a mailbox, or of all that can be read, one after the other. A page ends with its mailbox. */
  async list({ cursor, mailbox, pageSize, since }: ListRequest, call: SystemCall): Promise<SystemPage> {
    const at = cursor === undefined ? null : readCursor(cursor);
    const chosen = (await this.grants.known(call)).filter(({ trouble }) => !trouble).map(({ id }) => id);
    const grant = mailbox ?? at?.grant ?? chosen[0];
    if (grant === undefined) return { records: [], next: null };
    const page = await this.page(
      grant,
      { token: at?.token ?? null, pageSize, since: this.from(since) },
      call,
    );
    if (page.next !== null) return { records: page.records, next: writeCursor({ grant, token: page.next }) };
    const following = mailbox === undefined ? chosen.find((id) => id > grant) : undefined;
    return {
      records: page.records,
      next: following === undefined ? null : writeCursor({ grant: following, token: null }),
    };
  }

  async read(id: string, call: SystemCall): Promise<SystemRecord | null> {
    const name = readMessageName(id);
    const grant = name && (await this.grants.known(call)).find((each) => each.id === name.grant);
    if (!name || !grant) return null;
    const path = `grants/${encodeURIComponent(grant.id)}/messages/${encodeURIComponent(name.message)}`;
    const answer = await orNull(this.send({ path, grant: grant.id, query: { fields: FIELDS } }, call));
    if (answer === null) return null;
    const [record] = await this.toRecords(grant.id, [read(oneFrame, answer, "a message").data], call);
    return record ?? null;
  }

  /** Each by itself; a mailbox that cannot be read, or has to be left alone, costs the others nothing. */
  async readMany(ids: readonly string[], call: SystemCall): Promise<readonly SystemRecord[]> {
    const found = await Promise.all(
      [...new Set(ids)].map((id) =>
        this.read(id, call).catch((error: unknown) => this.inTrouble(id, error, call)),
      ),
    );
    return found.flatMap((record) => record ?? []);
  }

  private async inTrouble(id: string, error: unknown, call: SystemCall): Promise<SystemRecord | null> {
    if (!(error instanceof SystemError) || call.signal?.aborted) throw error;
    const { code, reason = "" } = error;
    if (code === "SYSTEM_THROTTLED" || code === "SYSTEM_UNREACHABLE")
      return { id, values: {}, trouble: { code, params: { details: reason || error.message } } };
    if (code !== "SYSTEM_REFUSED") throw error;
    const grant = readMessageName(id)?.grant;
    // With a key that is refused, this throws: then it is not the mailbox.
    const known = (await this.grants.read(call)).find((each) => each.id === grant);
    // Refused once, and nothing is wrong with it: it is asked again, since nobody looks through it later.
    const again = known?.trouble === null ? await this.readAgain(id, call) : undefined;
    if (again !== undefined) return again;
    const params = { value: known?.address ?? "", details: known?.trouble ?? reason };
    return { id, values: {}, trouble: { code: "MAILBOX_PAUSED", params } };
  }

  /** Undefined where it is refused again; null where it is gone. @throws SystemError */
  private async readAgain(id: string, call: SystemCall): Promise<SystemRecord | null | undefined> {
    return this.read(id, call).catch((error: unknown) => {
      if (error instanceof SystemError && error.code === "SYSTEM_REFUSED") return undefined;
      throw error;
    });
  }

  private async page(
    grant: string,
    asked: { readonly token: string | null; readonly pageSize: number; readonly since: number | null },
    call: SystemCall,
  ): Promise<{ readonly records: readonly SystemRecord[]; readonly next: string | null }> {
    const { pageSize, since, token } = asked;
    const size = Math.min(pageSize, PAGE_SIZE);
    const query = {
      limit: String(size),
      fields: FIELDS,
      ...(token === null ? {} : { page_token: token }),
      ...(since === null ? {} : { received_after: String(since) }),
    };
    const path = `grants/${encodeURIComponent(grant)}/messages`;
    try {
      const answer = await this.send({ path, grant, query }, call);
      const { data, next_cursor: next } = read(pageFrame, answer, "a page of messages");
      return { records: await this.toRecords(grant, data, call), next: next || null };
    } catch (error) {
      if (size <= SMALL_PAGE || !isTooMuch(error) || call.signal?.aborted) throw error;
      return this.page(grant, { ...asked, pageSize: SMALL_PAGE }, call);
    }
  }

  private async toRecords(
    grant: string,
    messages: readonly unknown[],
    call: SystemCall,
  ): Promise<readonly SystemRecord[]> {
    const address = (await this.grants.known(call)).find(({ id }) => id === grant)?.address ?? "";
    const ids = messages.flatMap((json) => {
      const parsed = messageFrame.safeParse(json);
      return parsed.success ? (parsed.data.folders ?? []) : [];
    });
    const named = await this.folders.named(grant, [...new Set(ids)], call);
    const byId = new Map(named.map((folder) => [folder.id, folder]));
    const folders = (wanted: readonly string[]) => wanted.flatMap((id) => byId.get(id) ?? []);
    return messages.map((json) => toRecord(json, { grant, address, folders }));
  }

  /** Seconds since 1970. What was received in that very second belongs to it as well. */
  private from(since: string | undefined): number | null {
    const first = this.settings.since === undefined ? -Infinity : Date.parse(this.settings.since);
    const from = Math.max(first, since === undefined ? -Infinity : Date.parse(since));
    return Number.isFinite(from) ? Math.floor(from / 1000) - 1 : null;
  }
}

/** It took too long, or would not fit. */
function isTooMuch(error: unknown): boolean {
  return (
    error instanceof SystemError &&
    (error.status === 504 || (error.code === "UNEXPECTED" && /larger than/.test(error.reason ?? "")))
  );
}

interface Cursor {
  readonly grant: string;
  /** Null: the first page. */
  readonly token: string | null;
}

const writeCursor = ({ grant, token }: Cursor): string => JSON.stringify([grant, token]);

function readCursor(text: string): Cursor {
  try {
    const [grant, token] = JSON.parse(text) as unknown[];
    if (typeof grant === "string" && (token === null || typeof token === "string")) return { grant, token };
  } catch {
    // Told below.
  }
  const reason = "The cursor of the list has an unknown form.";
  throw new SystemError("SYSTEM_REJECTED", reason, { reason });
}
