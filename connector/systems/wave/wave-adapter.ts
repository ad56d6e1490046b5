import type { SystemRecord, Values } from "../../../core/records";
import type {
  ListRequest,
  SystemAccount,
  SystemAdapter,
  SystemCall,
  SystemPage,
  SystemSubscription,
  SystemUser,
} from "../system-adapter";
import { SystemError } from "../system-error";
import { sameValue } from "../../../core/values/same";
import { systemClock, type Clock } from "../../clock/clock";
import { ToldTime } from "../../clock/told-time";
import { limitConcurrency } from "../../clock/limit-concurrency";
import { readMany } from "./read-many";
import { retrying } from "./retry";
import { listFrame, meFrame, membersFrame, subscriptionFrame, subscriptionsFrame } from "./schema";
import type { WaveSettings } from "./settings";
import { needsCurrent, read, toJson, toRecord } from "./translate";
import type { Transport, WaveRequest } from "./transport";
import { httpTransport } from "./transport";

/** Requests in flight for one connection. Enough to hide the distance, few enough to be a polite guest. */
const MAX_IN_FLIGHT = 8;

/** The only object Wave has for us. */
const CONTACT = "contact";

/** Wave, by the contract of docs/wave-contract.md. */
export class WaveAdapter implements SystemAdapter {
  readonly system = "Wave";
  private readonly send: Transport;
  readonly now?: () => Date | null;
  /** False once Wave has shown that it does not know the filter. */
  private listsByIds = true;

  constructor(
    private readonly settings: WaveSettings,
    given?: Transport,
    clock: Clock = systemClock,
  ) {
    const time = new ToldTime(clock);
    const transport = given ?? httpTransport(settings, undefined, time);
    if (!given) this.now = () => time.now();
    const inTurn = limitConcurrency(MAX_IN_FLIGHT);
    // The limit is inside the retry: somebody who waits on Retry-After holds up nobody else.
    this.send = retrying((request, call) => inTurn(() => transport(request, call)), clock);
  }

  async check(call: SystemCall): Promise<SystemAccount> {
    const me = read(
      meFrame,
      await this.onCollection({ method: "GET", path: this.paths.me }, call),
      "the account",
    );
    return { id: me.organization?.id ?? me.id ?? "", name: me.organization?.name ?? me.name ?? "" };
  }

  async list(object: string, request: ListRequest, call: SystemCall): Promise<SystemPage> {
    requireContact(object);
    const { query, maxPageSize } = this.settings.contract;
    const parameters = new URLSearchParams({
      [query.limit]: String(Math.min(request.pageSize, maxPageSize)),
    });
    if (request.cursor) parameters.set(query.cursor, request.cursor);
    if (request.updatedSince) parameters.set(query.updatedSince, request.updatedSince);
    return this.page(parameters, call);
  }

  /** Wave looks for both at once and gives whoever has one of them. */
  async find(object: string, values: Values, call: SystemCall): Promise<readonly SystemRecord[]> {
    requireContact(object);
    const { query, maxPageSize } = this.settings.contract;
    const wanted = { [query.email]: values.primaryEmail, [query.lastName]: values.lastName };
    const asked = Object.entries(wanted).filter(([, value]) => typeof value === "string" && value !== "");
    const found: SystemRecord[] = [];
    let cursor: string | undefined;
    if (asked.length === 0) return found;
    do {
      const page = await this.page(
        new URLSearchParams({
          [query.limit]: String(maxPageSize),
          ...(Object.fromEntries(asked) as Record<string, string>),
          ...(cursor === undefined ? {} : { [query.cursor]: cursor }),
        }),
        call,
      );
      found.push(...page.records);
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    return found;
  }

  async read(object: string, id: string, call: SystemCall): Promise<SystemRecord | null> {
    requireContact(object);
    const json = await this.readJson(id, call);
    return json === null ? null : toRecord(json, this.settings.contract);
  }

  async readMany(object: string, ids: readonly string[], call: SystemCall): Promise<readonly SystemRecord[]> {
    requireContact(object);
    const { maxPageSize: pageSize, query: names } = this.settings.contract;
    const { ids: parameter, limit } = names;
    const list = async (some: readonly string[]) => {
      const query = new URLSearchParams({ [limit]: String(some.length), [parameter]: some.join(",") });
      return (await this.page(query, call)).records;
    };
    const one = (id: string) => this.read(object, id, call);
    return readMany(ids, { one, list: parameter && this.listsByIds ? list : null, pageSize }, () => {
      this.listsByIds = false;
    });
  }

  async create(
    object: string,
    values: Values,
    idempotencyKey: string,
    call: SystemCall,
  ): Promise<SystemRecord> {
    requireContact(object);
    const body = toJson(values, this.settings.contract);
    const answer = await this.onCollection(
      { method: "POST", path: this.paths.contacts, body, idempotencyKey },
      call,
    );
    return toRecord(answer, this.settings.contract);
  }

  async update(
    object: string,
    id: string,
    values: Values,
    call: SystemCall,
    readAs?: SystemRecord,
  ): Promise<SystemRecord> {
    requireContact(object);
    const { contract } = this.settings;
    // Nobody tells us of a change between this read and the write; the list's other entries are at stake, not the values.
    const current = needsCurrent(values) ? await this.readJson(id, call) : undefined;
    if (current === null)
      throw new SystemError("EXTERNAL_RECORD_GONE", "Wave has no contact with this id.", { status: 404 });
    const body = toJson(values, contract, current);
    const path = this.pathOf(id);
    try {
      const request = { method: "PATCH", path, body, ifUpdatedAt: readAs?.modifiedOn } as const;
      return toRecord(await this.send(request, call), contract);
    } catch (error) {
      if (!(error instanceof SystemError) || error.code !== "RECORD_BUSY") throw error;
      // What has changed it may be our own first try, whose answer got lost.
      const now = await this.read(object, id, call);
      if (now && holds(now, values)) return now;
      throw error;
    }
  }

  async remove(object: string, id: string, call: SystemCall, readAs?: SystemRecord): Promise<void> {
    requireContact(object);
    const request = { method: "DELETE", path: this.pathOf(id), ifUpdatedAt: readAs?.modifiedOn } as const;
    await orNull(this.send(request, call));
  }

  async users(call: SystemCall): Promise<readonly SystemUser[]> {
    const answer = await this.onCollection({ method: "GET", path: this.paths.members }, call);
    const { data } = read(membersFrame, answer, "the list of team members");
    return data.map(({ id, email, name, active }) => ({
      id,
      email,
      name: name ?? email ?? id,
      active: active ?? true,
    }));
  }

  async subscribe(url: string, secret: string, call: SystemCall): Promise<SystemSubscription> {
    const path = this.paths.webhooks;
    const known = read(
      subscriptionsFrame,
      await this.onCollection({ method: "GET", path }, call),
      "the list of webhooks",
    );
    const body = { url, secret };
    const made = read(
      subscriptionFrame,
      await this.onCollection({ method: "POST", path, body }, call),
      "the webhook",
    );
    // Only now: what happens meanwhile is told twice rather than never.
    for (const { id } of known.data.filter((each) => each.url === url)) await this.unsubscribe(id, call);
    return { id: made.id };
  }

  async unsubscribe(id: string, call: SystemCall): Promise<void> {
    const path = `${this.paths.webhooks}/${encodeURIComponent(id)}`;
    await orNull(this.send({ method: "DELETE", path }, call));
  }

  private async page(parameters: URLSearchParams, call: SystemCall): Promise<SystemPage> {
    const path = `${this.paths.contacts}?${parameters}`;
    const page = read(
      listFrame,
      await this.onCollection({ method: "GET", path }, call),
      "the list of contacts",
    );
    return {
      records: page.data.map((json) => toRecord(json, this.settings.contract)),
      next: page.nextCursor ?? null,
      ...(typeof page.total === "number" ? { total: page.total } : {}),
    };
  }

  private get paths() {
    return this.settings.contract.paths;
  }

  /** @throws SystemError for an id that a URL would read as "this folder" or "the one above", however it is escaped */
  private pathOf(id: string): string {
    if (id === "" || id === "." || id === "..") {
      const reason = `"${id}" is no id of a contact of Wave.`;
      throw new SystemError("SYSTEM_REJECTED", reason, { reason });
    }
    return `${this.paths.contacts}/${encodeURIComponent(id)}`;
  }

  private readJson(id: string, call: SystemCall): Promise<unknown> {
    return orNull(this.send({ method: "GET", path: this.pathOf(id) }, call));
  }

  /** 404 for a collection means a wrong address, not a record that is gone. */
  private async onCollection(request: WaveRequest, call: SystemCall): Promise<unknown> {
    try {
      return await this.send(request, call);
    } catch (error) {
      if (!(error instanceof SystemError) || error.code !== "EXTERNAL_RECORD_GONE") throw error;
      const reason = `There is no Wave at ${this.settings.apiBaseUrl}. Check the API base address.`;
      throw new SystemError("SYSTEM_REJECTED", reason, { status: error.status, reason, cause: error });
    }
  }
}

function requireContact(object: string): void {
  if (object === CONTACT) return;
  throw new SystemError("SYSTEM_REJECTED", `Wave has no object "${object}".`, {
    reason: `Wave has no object "${object}".`,
  });
}

function holds(record: SystemRecord, values: Values): boolean {
  return Object.entries(values).every(([field, value]) => sameValue(record.values[field] ?? null, value));
}

/** Null for a record that is not there. */
async function orNull(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof SystemError && error.code === "EXTERNAL_RECORD_GONE") return null;
    throw error;
  }
}
