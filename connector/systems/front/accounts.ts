import type { SystemRecord, Values } from "../../../core/records";
import type { Clock } from "../../clock/clock";
import type { Create, ListRequest, SystemCall, SystemObject, SystemPage } from "../contract/object";
import { fieldsFrom, needsCurrent, toJson, toRecord } from "./account-json";
import { FRONT_ACCOUNT_OBJECT } from "./account-mapping";
import { FrontRecords } from "./front-records";
import { accountFrame, isRefusal, read } from "./schema";
import type { FrontSettings } from "./settings";
import type { Send } from "./transport";

/**
 * Front's accounts. Front can be asked for an account by id, external id or domain, not by name: so they have no `find`, and rows are
 * matched with a list of them. https://dev.frontapp.com/reference/accounts
 */
export class FrontAccounts extends FrontRecords implements SystemObject {
  readonly name = FRONT_ACCOUNT_OBJECT;

  constructor(settings: FrontSettings, send: Send, clock?: Clock) {
    super({ path: "/accounts", fieldsFrom, toRecord }, settings, send, clock);
  }

  /** Front has no filter: the latest changes come first, until they are older than that. */
  async listChanged(since: string, request: ListRequest, call: SystemCall): Promise<SystemPage> {
    const page = await this.page(request, { sort_by: "updated_at", sort_order: "desc" }, call);
    const records = page.records.filter(({ modifiedOn }) => modifiedOn === undefined || modifiedOn >= since);
    return { records, next: records.length < page.records.length ? null : page.next };
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
    return this.inTurn.of(id, async () => {
      const at = this.pathOf(id);
      const current = needsCurrent(values)
        ? read(accountFrame, await this.send({ method: "GET", at }, call), "the account")
        : null;
      const json = toJson(values, fields, current);
      const patch = (body: object) => this.send({ method: "PATCH", at, body }, call);
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
}

/** What was not written with the rest, and why. */
function leftOut(record: SystemRecord): SystemRecord {
  return { ...record, leftOut: { domains: "domainTaken" } };
}
