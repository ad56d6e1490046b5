import { FRONT_ACCOUNT_MATCH_RULES, line } from "../../../connector/systems/front/account-mapping";
import { DEFAULT_POLICIES } from "../../../core/mapping/defaults/policies";
import type { Mapping } from "../../../core/mapping/types";
import type { World } from "../world/world";
import { createRandom, type Random } from "../time/random";
import { SimulatedFront } from "./simulated-front";

/** Fields of a company that people edit: the row's column, and Front's field. Its web address says which company it is, and stays. */
export const EDITED_OF_COMPANY = [
  { column: "name", field: "name" },
  { column: "description", field: "description" },
  { column: "telephone1", field: "custom:Phone" },
] as const;
export type CompanyColumn = (typeof EDITED_OF_COMPANY)[number]["column"];

/** A field of Front that no line maps: a change that replaces all custom fields must not erase it. */
export const UNMAPPED = "City";

/** What somebody typed, and where. */
export interface TypedOfCompany {
  readonly side: "front" | "dataverse";
  readonly record: string;
  readonly column: CompanyColumn | "city" | "domain";
  readonly value: string | null;
  readonly on: number;
  readonly order: number;
}

const COMPANIES = 4;

/** Companies: accounts of Dynamics, of Front or of both, what people do with them, and a memory of it. */
export class Companies {
  readonly random: Random;
  readonly front: SimulatedFront;
  readonly connectionId: string;
  readonly mapping: Mapping;
  readonly typed: TypedOfCompany[] = [];
  /** Rows and accounts that people deleted. */
  readonly removed = new Set<string>();
  /** Rows that lost a merge, and rows that won one. */
  readonly merged = new Set<string>();
  readonly masters = new Set<string>();
  /** Accounts that people made in Front. */
  readonly addedToFront = new Set<string>();
  /** Accounts of which something was typed in the moment between a reading and the change that replaces it all. */
  readonly writtenOver = new Set<TypedOfCompany>();
  private values = 0;

  constructor(
    private readonly world: World,
    seed: number,
  ) {
    this.random = createRandom(seed + 0xf407);
    const { scheduler } = world;
    this.front = new SimulatedFront(() => new Date(scheduler.now));
    this.front.limit.perMinute = this.random.pick([20, 60, 200]);
    this.front.pageSize = this.random.pick([2, 100]);
    this.front.beforeChange = (id, body) => this.noteWrittenOver(id, body);
    this.connectionId = this.random.guid();
    this.mapping = mappingOf(this.random.guid(), this.connectionId);
  }

  /** Who is where when Front is connected. */
  settleIn(): void {
    for (let at = 0; at < COMPANIES; at++) {
      const where = this.random.below(4);
      if (where === 0 || where === 2) this.addToFront(at);
      if (where === 1 || where === 2) this.addRow(at);
    }
  }

  /** What one of the people does next. */
  act(): void {
    const { random, front, world } = this;
    const rows = world.store.rows("account").filter((row) => row.values.statecode === 0);
    const accounts = front.store.all();
    const row = () => random.pick(rows).id;
    const account = () => random.pick(accounts).id;
    const contacts = world.store.rows("contact").filter((each) => each.values.statecode === 0);
    const deeds: readonly (readonly [weight: number, possible: boolean, deed: () => void])[] = [
      [6, rows.length > 0, () => this.editRow(row())],
      [3, accounts.length > 0, () => this.editInFront(account())],
      [3, true, () => this.add()],
      [1, rows.length > 0, () => this.removeRow(row())],
      [1, accounts.length > 0, () => this.removeFromFront(account())],
      [1, rows.length > 1, () => this.merge(rows.map(({ id }) => id))],
      [2, rows.length > 0 && contacts.length > 0, () => this.join(random.pick(contacts).id, row())],
      [
        2,
        rows.length > 0,
        () => world.askForAccounts(rows.filter(() => random.chance(0.5)).map(({ id }) => id)),
      ],
    ];
    const possible = deeds.filter(([, can]) => can);
    let at = random.below(possible.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, , deed] of possible) {
      if (at < weight) return deed();
      at -= weight;
    }
  }

  domainOf(at: number): string {
    return `company-${at}.com`;
  }

  private add(): void {
    const at = this.random.below(COMPANIES + 2);
    const url = `https://www.${this.domainOf(at)}`;
    const { store } = this.world;
    const everRow = store.rows("account").some((row) => row.values.websiteurl === url);
    const everInFront = this.front.store.all().some(({ domains }) => domains.includes(this.domainOf(at)));
    if (!everRow && !this.known.has(`row ${at}`)) this.addRow(at);
    // Who adds a company in Front by hand looks first whether it is there, or about to come.
    else if (!everInFront && !everRow && !this.known.has(`front ${at}`)) this.addToFront(at);
  }

  private readonly known = new Set<string>();

  private addRow(at: number): void {
    this.known.add(`row ${at}`);
    const { store, sellerId } = this.world;
    const values = {
      name: `Company ${at}`,
      websiteurl: `https://www.${this.domainOf(at)}`,
      description: this.random.chance(0.6) ? this.value("description") : null,
      telephone1: this.random.chance(0.6) ? this.value("telephone1") : null,
    };
    const id = store.together(() => store.create("account", values, sellerId));
    this.note(`add account ${at} to Dynamics as ${id}`);
    for (const { column } of EDITED_OF_COMPANY) this.remember("dataverse", id, column, values[column]);
  }

  private addToFront(at: number): void {
    this.known.add(`front ${at}`);
    const byDomain = this.random.chance(0.7);
    const description = this.random.chance(0.5) ? this.value("description") : null;
    const city = this.value("city");
    const { id } = this.front.store.create({
      name: byDomain ? `Firm ${at}` : `COMPANY ${at}`,
      domains: byDomain ? [this.domainOf(at)] : [],
      description,
      custom_fields: { [UNMAPPED]: city },
    });
    this.addedToFront.add(id);
    this.note(`add account ${at} to Front as ${id}`);
    this.remember("front", id, "city", city);
    this.remember("front", id, "description", description);
  }

  private editRow(id: string): void {
    const { column } = this.random.pick(EDITED_OF_COMPANY);
    const value = column !== "name" && this.random.chance(0.1) ? null : this.value(column);
    if ((this.world.store.get("account", id)!.values[column] ?? null) === value) return;
    const { store, sellerId } = this.world;
    this.note(`edit account row ${id} ${column}=${value}`);
    this.remember("dataverse", id, column, value);
    store.together(() => store.update("account", id, { [column]: value }, sellerId));
  }

  private editInFront(id: string): void {
    const { store } = this.front;
    const account = store.get(id);
    const what = this.random.pick(["city", "city", "description", "domain"] as const);
    const value = this.value(what === "domain" ? "extra" : what);
    this.note(`edit account ${id} of Front ${what}=${value}`);
    if (what === "city") store.update(id, { custom_fields: { ...account.custom_fields, [UNMAPPED]: value } });
    if (what === "description") store.update(id, { description: value });
    const domain = `${value.replace(" ", "-")}.com`;
    if (what === "domain") store.update(id, { domains: [...account.domains, domain] });
    this.remember("front", id, what, what === "domain" ? domain : value);
  }

  private removeRow(id: string): void {
    const { store, sellerId, people } = this.world;
    this.note(`delete account row ${id}`);
    this.removed.add(id);
    // Its contacts are deleted along with it, by the same hand.
    for (const contact of store.rows("contact"))
      if (contact.values.parentcustomerid === id) people().removed.add(contact.id);
    store.together(() => store.remove("account", id, sellerId));
  }

  private removeFromFront(id: string): void {
    this.note(`delete account ${id} of Front`);
    this.removed.add(id);
    this.front.store.delete(id);
  }

  private merge(ids: readonly string[]): void {
    const master = this.random.pick(ids);
    const loser = this.random.pick(ids.filter((id) => id !== master));
    const { store, sellerId } = this.world;
    this.note(`merge account row ${loser} into ${master}`);
    this.merged.add(loser);
    this.masters.add(master);
    store.together(() => store.merge("account", master, loser, {}, sellerId));
  }

  /** A contact works for a company now, or for another one. */
  private join(contact: string, account: string): void {
    const { store, sellerId } = this.world;
    this.note(`contact row ${contact} works for ${account}`);
    store.together(() =>
      store.update(
        "contact",
        contact,
        { "parentcustomerid_account@odata.bind": `/accounts(${account})` },
        sellerId,
      ),
    );
  }

  private value(what: string): string {
    return `${what} ${++this.values}`;
  }

  private note(line: string): void {
    this.world.note("people", line);
  }

  private remember(
    side: TypedOfCompany["side"],
    record: string,
    column: TypedOfCompany["column"],
    value: string | null,
  ): void {
    this.typed.push({ side, record, column, value, on: this.world.scheduler.now, order: this.typed.length });
  }

  /** Front looks at no condition: what was typed after the account was read, and before it is changed, is written over. */
  private noteWrittenOver(id: string, body: object): void {
    const since = this.front.readOn.get(id) ?? -Infinity;
    for (const each of this.typed) {
      if (each.side !== "front" || each.record !== id || each.on < since) continue;
      if (each.column === "city" && "custom_fields" in body) this.writtenOver.add(each);
      if (each.column === "domain" && "domains" in body) this.writtenOver.add(each);
    }
  }
}

function mappingOf(id: string, connectionId: string): Mapping {
  return {
    id,
    connectionId,
    systemObject: "account",
    table: "account",
    direction: "toSystem",
    lines: [
      ...EDITED_OF_COMPANY.map(({ column, field }) => line(field, column)),
      line("domains", "websiteurl"),
    ],
    matchRules: FRONT_ACCOUNT_MATCH_RULES,
    policies: { ...DEFAULT_POLICIES, newRows: "all", onSystemDelete: "keep", onDataverseDelete: "keep" },
  };
}
