import type { SystemFields } from "../../../core/mapping/system-fields";
import type { SystemRecord, Values } from "../../../core/records";
import { sameValue } from "../../../core/values/same";
import { orNull } from "../base/failure";
import type { Create, ListRequest, SystemCall, SystemObject, SystemPage } from "../contract/object";
import { SystemError } from "../contract/system-error";
import { WAVE_CONTACT_FIELDS, WAVE_CONTACT_OBJECT } from "./contact-mapping";
import { onCollection } from "./on-collection";
import { readMany } from "./read-many";
import { listFrame } from "./schema";
import type { WaveSettings } from "./settings";
import { needsCurrent, read, toJson, toRecord } from "./translate";
import type { Transport } from "./transport";

/** Wave's contacts. */
export class WaveContacts implements SystemObject {
  readonly name = WAVE_CONTACT_OBJECT;
  /** False once Wave has shown that it does not know the filter. */
  private listsByIds = true;

  constructor(
    private readonly settings: WaveSettings,
    private readonly send: Transport,
  ) {}

  async fields(): Promise<SystemFields> {
    return WAVE_CONTACT_FIELDS;
  }

  list(request: ListRequest, call: SystemCall): Promise<SystemPage> {
    return this.page(this.parameters(request), call);
  }

  listChanged(since: string, request: ListRequest, call: SystemCall): Promise<SystemPage> {
    const parameters = this.parameters(request);
    parameters.set(this.settings.contract.query.updatedSince, since);
    return this.page(parameters, call);
  }

  /** Wave looks for both at once and gives whoever has one of them. */
  async find(values: Values, call: SystemCall): Promise<readonly SystemRecord[]> {
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

  async read(id: string, call: SystemCall): Promise<SystemRecord | null> {
    const json = await this.readJson(id, call);
    return json === null ? null : toRecord(json, this.settings.contract);
  }

  async readMany(ids: readonly string[], call: SystemCall): Promise<readonly SystemRecord[]> {
    const { maxPageSize: pageSize, query: names } = this.settings.contract;
    const { ids: parameter, limit } = names;
    const list = async (some: readonly string[]) => {
      const query = new URLSearchParams({ [limit]: String(some.length), [parameter]: some.join(",") });
      return (await this.page(query, call)).records;
    };
    const one = (id: string) => this.read(id, call);
    return readMany(ids, { one, list: parameter && this.listsByIds ? list : null, pageSize }, () => {
      this.listsByIds = false;
    });
  }

  readonly create: Create = {
    safe: "key",
    run: async ({ values, key }, call) => {
      const body = toJson(values, this.settings.contract);
      const request = { method: "POST", path: this.path, body, idempotencyKey: key } as const;
      return toRecord(await onCollection(this.settings, this.send(request, call)), this.settings.contract);
    },
  };

  async update(id: string, values: Values, call: SystemCall, readAs?: SystemRecord): Promise<SystemRecord> {
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
      const now = await this.read(id, call);
      if (now && holds(now, values)) return now;
      throw error;
    }
  }

  async remove(id: string, call: SystemCall, readAs?: SystemRecord): Promise<void> {
    const request = { method: "DELETE", path: this.pathOf(id), ifUpdatedAt: readAs?.modifiedOn } as const;
    await orNull(this.send(request, call));
  }

  private parameters({ pageSize, cursor }: ListRequest): URLSearchParams {
    const { query, maxPageSize } = this.settings.contract;
    const parameters = new URLSearchParams({ [query.limit]: String(Math.min(pageSize, maxPageSize)) });
    if (cursor) parameters.set(query.cursor, cursor);
    return parameters;
  }

  private async page(parameters: URLSearchParams, call: SystemCall): Promise<SystemPage> {
    const asked = this.send({ method: "GET", path: `${this.path}?${parameters}` }, call);
    const page = read(listFrame, await onCollection(this.settings, asked), "the list of contacts");
    return {
      records: page.data.map((json) => toRecord(json, this.settings.contract)),
      next: page.nextCursor ?? null,
      ...(typeof page.total === "number" ? { total: page.total } : {}),
    };
  }

  private get path(): string {
    return this.settings.contract.paths.contacts;
  }

  /** @throws SystemError for an id that a URL would read as "this folder" or "the one above", however it is escaped */
  private pathOf(id: string): string {
    if (id === "" || id === "." || id === "..") {
      const reason = `"${id}" is no id of a contact of Wave.`;
      throw new SystemError("SYSTEM_REJECTED", reason, { reason });
    }
    return `${this.path}/${encodeURIComponent(id)}`;
  }

  private readJson(id: string, call: SystemCall): Promise<unknown> {
    return orNull(this.send({ method: "GET", path: this.pathOf(id) }, call));
  }
}

function holds(record: SystemRecord, values: Values): boolean {
  return Object.entries(values).every(([field, value]) => sameValue(record.values[field] ?? null, value));
}
