import type { SystemFields } from "../../../core/mapping/system-fields";
import type { SystemRecord } from "../../../core/records";
import { systemClock, type Clock } from "../../clock/clock";
import { limitConcurrency } from "../../clock/limit-concurrency";
import { orNull } from "../base/failure";
import type { ListRequest, SystemCall, SystemPage } from "../contract/object";
import { SystemError } from "../contract/system-error";
import { InTurn } from "../base/in-turn";
import { pageOf } from "./page";
import { customFieldsFrame, read, type CustomFieldJson } from "./schema";
import type { FrontSettings } from "./settings";
import type { Send } from "./transport";

/** Front's largest page. */
const PAGE_SIZE = 100;

/** Custom fields are made and renamed by people, seldom. */
const FIELDS_MS = 5 * 60_000;

/** Single reads under way for one connection. */
const AT_ONCE = 4;

/** What is particular to one kind of record of Front. */
export interface FrontKind {
  readonly path: "/accounts" | "/contacts";
  fieldsFrom(custom: readonly CustomFieldJson[]): SystemFields;
  toRecord(json: unknown, fields: SystemFields): SystemRecord;
}

/** Reading records of Front, whichever they are. https://dev.frontapp.com/reference/introduction */
export class FrontRecords {
  /**
   * Work on one record, one after another. Custom fields are replaced as a whole: of two writes at once, the later would take back what
   * the earlier wrote.
   */
  protected readonly inTurn = new InTurn();
  private readonly atOnce = limitConcurrency(AT_ONCE);
  private known: { readonly fields: SystemFields; readonly on: number } | null = null;

  constructor(
    private readonly kind: FrontKind,
    private readonly settings: FrontSettings,
    protected readonly send: Send,
    private readonly clock: Clock = systemClock,
  ) {}

  async fields(call: SystemCall): Promise<SystemFields> {
    if (this.known && this.clock.elapsed() - this.known.on < FIELDS_MS) return this.known.fields;
    const answer = await this.send({ method: "GET", at: `${this.kind.path}/custom_fields` }, call);
    const { _results: custom } = read(customFieldsFrame, answer, "the list of custom fields");
    this.known = { fields: this.kind.fieldsFrom(custom), on: this.clock.elapsed() };
    return this.known.fields;
  }

  list(request: ListRequest, call: SystemCall): Promise<SystemPage> {
    return this.page(request, { sort_by: "created_at", sort_order: "asc" }, call);
  }

  async read(id: string, call: SystemCall): Promise<SystemRecord | null> {
    return this.readAt(this.pathOf(id), call);
  }

  async readMany(ids: readonly string[], call: SystemCall): Promise<readonly SystemRecord[]> {
    const found = await Promise.all([...new Set(ids)].map((id) => this.atOnce(() => this.read(id, call))));
    return found.filter((record) => record !== null);
  }

  async remove(id: string, call: SystemCall): Promise<void> {
    await orNull(this.send({ method: "DELETE", at: this.pathOf(id) }, call));
  }

  /** The record that Front knows by another name. https://dev.frontapp.com/docs/resource-aliases-1 */
  protected async withAlias(alias: string, value: string, call: SystemCall): Promise<SystemRecord | null> {
    return this.readAt(`${this.kind.path}/${encodeURIComponent(`alt:${alias}:${value}`)}`, call);
  }

  /** One page of a list, in this order, from its cursor on. */
  protected async page(
    { pageSize, cursor }: ListRequest,
    order: Readonly<Record<string, string>>,
    call: SystemCall,
  ): Promise<SystemPage> {
    const fields = await this.fields(call);
    const query = new URLSearchParams({ limit: String(Math.min(pageSize, PAGE_SIZE)), ...order });
    const page = await pageOf(this.settings, this.send, cursor ?? `${this.kind.path}?${query}`, call);
    return { records: page.results.map((json) => this.kind.toRecord(json, fields)), next: page.next };
  }

  /** @throws SystemError for an id that a URL would read as "this folder" or "the one above", or as an alias */
  protected pathOf(id: string): string {
    if (id === "" || id === "." || id === ".." || id.startsWith("alt:")) {
      const reason = `"${id}" is no id of a record of Front.`;
      throw new SystemError("SYSTEM_REJECTED", reason, { reason });
    }
    return `${this.kind.path}/${encodeURIComponent(id)}`;
  }

  private async readAt(at: string, call: SystemCall): Promise<SystemRecord | null> {
    const fields = await this.fields(call);
    const json = await orNull(this.send({ method: "GET", at }, call));
    return json === null ? null : this.kind.toRecord(json, fields);
  }
}
