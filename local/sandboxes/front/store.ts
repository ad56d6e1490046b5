import type { AccountInput, CustomField, FrontAccount, Teammate } from "./account";
import { checkedValues } from "./custom-values";
import { badRequest, conflict, notFound } from "./errors";
import { Lookup } from "./lookup";
import type { Switches } from "./switches";
import { Timeline } from "./timeline";

export type SortBy = "created_at" | "updated_at";

/** Fields that a company has to begin with, one of each type that accounts are mapped to. */
const FIELDS: readonly CustomField[] = [
  { id: "fld_1", name: "Segment", description: "", type: "string" },
  { id: "fld_2", name: "Employees", description: "", type: "number" },
  { id: "fld_3", name: "VIP", description: "", type: "boolean" },
  { id: "fld_4", name: "Renewal", description: "", type: "datetime" },
  { id: "fld_5", name: "Account owner", description: "", type: "teammate" },
  { id: "fld_6", name: "Phone", description: "", type: "string" },
  { id: "fld_7", name: "City", description: "", type: "string" },
];

/** Accounts, custom fields and teammates in memory. */
export class FrontStore {
  fields: readonly CustomField[] = FIELDS;
  teammates: readonly Teammate[] = [];
  private accounts = new Map<string, FrontAccount>();
  private timelines = { created_at: new Timeline(), updated_at: new Timeline() };
  private byDomain = new Lookup();
  private byExternalId = new Lookup();
  private count = 0;
  private readonly toldOfNew: ((account: FrontAccount) => void)[] = [];
  private readonly toldOfGone: ((account: FrontAccount) => void)[] = [];

  constructor(
    private readonly now: () => Date,
    private readonly switches: () => Switches,
  ) {}

  get size(): number {
    return this.accounts.size;
  }

  /** In the order of the list: created, or changed, oldest first. */
  all(by: SortBy = "created_at"): readonly FrontAccount[] {
    return Array.from(this.timelines[by].all(), (id) => this.accounts.get(id)!);
  }

  /** A page of the list, from the place where another ended; `next`: the place where this one does, null on the last. */
  page(by: SortBy, order: "asc" | "desc", size: number, after: number | null) {
    const { ids, next } = this.timelines[by].page(after, size, order);
    return { accounts: ids.map((id) => this.accounts.get(id)!), next };
  }

  /** By id or alias (`alt:domain:…`, `alt:ext_id:…`). @throws FrontFault 404 */
  get(idOrAlias: string): FrontAccount {
    const found = this.find(idOrAlias);
    if (!found) throw notFound("Account", idOrAlias);
    return found;
  }

  create(input: AccountInput): FrontAccount {
    if (!input.name) throw badRequest("Body did not satisfy requirements", "name: missing");
    const { duplicates } = this.switches();
    const taken = this.taken(input, null);
    if (taken && duplicates === "refused") throw taken;
    const at = this.seconds();
    const account: FrontAccount = {
      id: `acc_${(++this.count).toString(36)}`,
      name: input.name,
      description: input.description ?? null,
      domains: input.domains ?? [],
      external_id: input.external_id ?? null,
      custom_fields: this.checked(input.custom_fields ?? {}),
      created_at: at,
      updated_at: at,
    };
    this.timelines.created_at.put(account.id);
    this.keep(account);
    for (const tell of this.toldOfNew) tell(account);
    return account;
  }

  /** `custom_fields` replaces all of them; whatever is left out of it is gone. */
  update(idOrAlias: string, input: AccountInput): FrontAccount {
    const before = this.get(idOrAlias);
    const { externalIdOnPatch } = this.switches();
    if (input.external_id !== undefined && externalIdOnPatch === "refused")
      throw badRequest("Body did not satisfy requirements", "external_id: unknown field");
    const { external_id: externalId, custom_fields: custom, ...rest } = input;
    const taken = this.taken(input, before.id);
    if (taken) throw taken;
    const account: FrontAccount = {
      ...before,
      ...rest,
      ...(custom === undefined ? {} : { custom_fields: this.checked(custom) }),
      ...(externalId !== undefined && externalIdOnPatch === "taken" ? { external_id: externalId } : {}),
      updated_at: this.seconds(),
    };
    return this.keep(account);
  }

  delete(idOrAlias: string): void {
    const account = this.get(idOrAlias);
    this.forget(account);
    this.accounts.delete(account.id);
    for (const timeline of Object.values(this.timelines)) timeline.remove(account.id);
    for (const tell of this.toldOfGone) tell(account);
  }

  /** Has somebody told of every account that is made from now on. */
  onCreate(tell: (account: FrontAccount) => void): void {
    this.toldOfNew.push(tell);
  }

  /** Has somebody told of every account that is deleted from now on. */
  onDelete(tell: (account: FrontAccount) => void): void {
    this.toldOfGone.push(tell);
  }

  clear(): void {
    this.accounts.clear();
    this.timelines = { created_at: new Timeline(), updated_at: new Timeline() };
    this.byDomain = new Lookup();
    this.byExternalId = new Lookup();
    this.fields = FIELDS;
    this.teammates = [];
  }

  private find(idOrAlias: string): FrontAccount | undefined {
    const [, alias, value] = /^alt:(domain|ext_id):(.+)$/s.exec(idOrAlias) ?? [];
    const id =
      alias === undefined
        ? idOrAlias
        : (alias === "domain" ? this.byDomain.of(value!.toLowerCase()) : this.byExternalId.of(value!))[0];
    return id === undefined ? undefined : this.accounts.get(id);
  }

  private keep(account: FrontAccount): FrontAccount {
    const before = this.accounts.get(account.id);
    if (before) this.forget(before);
    this.accounts.set(account.id, account);
    this.timelines.updated_at.put(account.id);
    for (const domain of account.domains) this.byDomain.add(domain, account.id);
    if (account.external_id !== null) this.byExternalId.add(account.external_id, account.id);
    return account;
  }

  private forget({ id, domains, external_id: externalId }: FrontAccount): void {
    for (const domain of domains) this.byDomain.remove(domain, id);
    if (externalId !== null) this.byExternalId.remove(externalId, id);
  }

  private taken({ domains = [], external_id: externalId }: AccountInput, own: string | null) {
    const domain = domains.find((each) => this.byDomain.of(each).some((id) => id !== own));
    if (domain) return conflict("Domain already belongs to another account", domain);
    if (own === null && externalId && this.byExternalId.of(externalId).length > 0)
      return conflict("External id already belongs to another account", externalId);
    return null;
  }

  private checked(values: NonNullable<AccountInput["custom_fields"]>) {
    return checkedValues(values, this.fields, this.teammates, this.switches());
  }

  private seconds(): number {
    return this.now().getTime() / 1000;
  }
}
