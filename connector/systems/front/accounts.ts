import type { SystemFields } from "../../../core/mapping/system-fields";
import type { SystemRecord, Values } from "../../../core/records";
import { systemClock, type Clock } from "../../clock/clock";
import { limitConcurrency } from "../../clock/limit-concurrency";
import { orNull } from "../base/failure";
import type { Create, ListRequest, SystemCall, SystemObject, SystemPage } from "../contract/object";
import { SystemError } from "../contract/system-error";
import { FRONT_ACCOUNT_OBJECT } from "./account-mapping";
import { InTurn } from "./in-turn";
import { pageOf } from "./page";
import { accountFrame, customFieldsFrame, isRefusal, read } from "./schema";
import type { FrontSettings } from "./settings";
import { fieldsFrom, needsCurrent, toJson, toRecord } from "./translate";
import type { Send } from "./transport";

/** Front's largest page. */
const PAGE_SIZE = 100;

/** Custom fields are made and renamed by people, seldom. */
const FIELDS_MS = 5 * 60_000;

/** Single reads under way for one connection. */
const AT_ONCE = 4;

/**
 * Front's accounts. Front can be asked for an account by id, external id or domain, not by name: so they have no `find`, and rows are
 * matched with a list of them. https://dev.frontapp.com/reference/accounts
 */
export class FrontAccounts implements SystemObject {
  readonly name = FRONT_ACCOUNT_OBJECT;
  private readonly inTurn = new InTurn();
  private readonly atOnce = limitConcurrency(AT_ONCE);
  private known: { readonly fields: SystemFields; readonly on: number } | null = null;

  constructor(
    private readonly settings: FrontSettings,
    private readonly send: Send,
    private readonly clock: Clock = systemClock,
  ) {}

  async fields(call: SystemCall): Promise<SystemFields> {
    if (this.known && this.clock.elapsed() - this.known.on < FIELDS_MS) return this.known.fields;
    const answer = await this.send({ method: "GET", at: "/accounts/custom_fields" }, call);
    const { _results: custom } = read(customFieldsFrame, answer, "the list of custom fields");
    this.known = { fields: fieldsFrom(custom), on: this.clock.elapsed() };
    return this.known.fields;
  }

  async list({ pageSize, cursor }: ListRequest, call: SystemCall): Promise<SystemPage> {
    const query = new URLSearchParams({
      limit: String(Math.min(pageSize, PAGE_SIZE)),
      sort_by: "created_at",
      sort_order: "asc",
    });
    return this.page(cursor ?? `/accounts?${query}`, call);
  }

  /** Front has no filter: the latest changes come first, until they are older than that. */
  async listChanged(since: string, { pageSize, cursor }: ListRequest, call: SystemCall): Promise<SystemPage> {
    const query = new URLSearchParams({
      limit: String(Math.min(pageSize, PAGE_SIZE)),
      sort_by: "updated_at",
      sort_order: "desc",
    });
    const page = await this.page(cursor ?? `/accounts?${query}`, call);
    const records = page.records.filter(({ modifiedOn }) => modifiedOn === undefined || modifiedOn >= since);
    return { records, next: records.length < page.records.length ? null : page.next };
  }

  async read(id: string, call: SystemCall): Promise<SystemRecord | null> {
    const fields = await this.fields(call);
    const json = await orNull(this.send({ method: "GET", at: pathOf(id) }, call));
    return json === null ? null : toRecord(json, fields);
  }

  async readMany(ids: readonly string[], call: SystemCall): Promise<readonly SystemRecord[]> {
    const found = await Promise.all([...new Set(ids)].map((id) => this.atOnce(() => this.read(id, call))));
    return found.filter((record) => record !== null);
  }

  readonly create: Create = {
    safe: "lookUp",
    run: async ({ values, rowId }, call) => {
      const fields = await this.fields(call);
      const json = { ...toJson(values, fields, null), external_id: rowId };
      const post = (body: object) =>
        this.send({ method: "POST", at: "/accounts", body, repeatable: false }, call);
      try {
        return toRecord(await post(json), fields);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        // What Front says to a second account with the same id or domain is not documented: it is asked who has them.
        const made = await this.withAlias("ext_id", rowId, call);
        if (made) return this.update(made.id, values, call);
        const free = await this.withoutTaken(json, [], call);
        if (free === null) throw error;
        return leftOut(toRecord(await post(free), fields));
      }
    },
    made: ({ rowId }, call) => this.withAlias("ext_id", rowId, call),
  };

  async update(id: string, values: Values, call: SystemCall): Promise<SystemRecord> {
    const fields = await this.fields(call);
    // Custom fields are replaced as a whole: of two writes at once, the later would take back what the earlier wrote.
    return this.inTurn.of(id, async () => {
      const current = needsCurrent(values)
        ? read(accountFrame, await this.send({ method: "GET", at: pathOf(id) }, call), "the account")
        : null;
      const json = toJson(values, fields, current);
      const patch = (body: object) => this.send({ method: "PATCH", at: pathOf(id), body }, call);
      try {
        return toRecord(await patch(json), fields);
      } catch (error) {
        const own = current?.domains ?? [];
        const free = isRefusal(error) ? await this.withoutTaken(json, own, call) : null;
        if (free === null) throw error;
        // It is as it was: the domain was all that was to be written.
        const isAsItWas = Object.keys(free).length === 1 && free.domains.length === own.length;
        return leftOut(toRecord(isAsItWas ? current : await patch(free), fields));
      }
    });
  }

  async remove(id: string, call: SystemCall): Promise<void> {
    await orNull(this.send({ method: "DELETE", at: pathOf(id) }, call));
  }

  /** The same write without the domains that another account has; null where none is taken. `own`: those the account has already. */
  private async withoutTaken(
    json: Readonly<Record<string, unknown>>,
    own: readonly string[],
    call: SystemCall,
  ): Promise<{ readonly domains: readonly string[] } | null> {
    const domains = (json.domains ?? []) as readonly string[];
    const free: string[] = [];
    for (const domain of domains) {
      if (own.includes(domain) || (await this.withAlias("domain", domain, call)) === null) free.push(domain);
    }
    if (free.length === domains.length) return null;
    return { ...json, domains: free };
  }

  private async withAlias(
    alias: "ext_id" | "domain",
    value: string,
    call: SystemCall,
  ): Promise<SystemRecord | null> {
    const fields = await this.fields(call);
    const at = `/accounts/${encodeURIComponent(`alt:${alias}:${value}`)}`;
    const json = await orNull(this.send({ method: "GET", at }, call));
    return json === null ? null : toRecord(json, fields);
  }

  private async page(at: string, call: SystemCall): Promise<SystemPage> {
    const fields = await this.fields(call);
    const page = await pageOf(this.settings, this.send, at, call);
    return { records: page.results.map((json) => toRecord(json, fields)), next: page.next };
  }
}

/** @throws SystemError for an id that a URL would read as "this folder" or "the one above", or as an alias */
function pathOf(id: string): string {
  if (id === "" || id === "." || id === ".." || id.startsWith("alt:")) {
    const reason = `"${id}" is no id of an account of Front.`;
    throw new SystemError("SYSTEM_REJECTED", reason, { reason });
  }
  return `/accounts/${encodeURIComponent(id)}`;
}

/** What was not written with the rest, and why. */
function leftOut(record: SystemRecord): SystemRecord {
  return { ...record, leftOut: { domains: "domainTaken" } };
}
