import type { AccountInput, CustomField, CustomFieldType, FrontAccount, Teammate } from "./account";
import { badRequest, conflict, notFound } from "./errors";
import type { Switches } from "./switches";

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

/** Told of the store's accounts: which are there, in the order they were made. */
interface Entry {
  readonly account: FrontAccount;
  readonly made: number;
}

/** Accounts, custom fields and teammates in memory. */
export class FrontStore {
  fields: readonly CustomField[] = FIELDS;
  teammates: readonly Teammate[] = [];
  private entries = new Map<string, Entry>();
  private count = 0;

  constructor(
    private readonly now: () => Date,
    private readonly switches: () => Switches,
  ) {}

  get size(): number {
    return this.entries.size;
  }

  /** In the order of the list: created, or changed, oldest first. */
  all(by: "created_at" | "updated_at" = "created_at"): readonly FrontAccount[] {
    const entries = [...this.entries.values()];
    if (by === "updated_at")
      entries.sort((a, b) => a.account.updated_at - b.account.updated_at || a.made - b.made);
    return entries.map(({ account }) => account);
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
    const made = ++this.count;
    const account: FrontAccount = {
      id: `acc_${made.toString(36)}`,
      name: input.name,
      description: input.description ?? null,
      domains: input.domains ?? [],
      external_id: input.external_id ?? null,
      custom_fields: this.checked(input.custom_fields ?? {}),
      created_at: at,
      updated_at: at,
    };
    this.entries.set(account.id, { account, made });
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
    this.entries.set(account.id, { account, made: this.entries.get(account.id)!.made });
    return account;
  }

  delete(idOrAlias: string): void {
    this.entries.delete(this.get(idOrAlias).id);
  }

  clear(): void {
    this.entries.clear();
    this.fields = FIELDS;
    this.teammates = [];
  }

  private find(idOrAlias: string): FrontAccount | undefined {
    const [, alias, value] = /^alt:(domain|ext_id):(.+)$/s.exec(idOrAlias) ?? [];
    if (alias === undefined) return this.entries.get(idOrAlias)?.account;
    return this.all().find((account) =>
      alias === "domain" ? account.domains.includes(value!.toLowerCase()) : account.external_id === value,
    );
  }

  private taken({ domains = [], external_id: externalId }: AccountInput, own: string | null) {
    for (const other of this.all()) {
      if (other.id === own) continue;
      const domain = domains.find((each) => other.domains.includes(each));
      if (domain) return conflict("Domain already belongs to another account", domain);
      if (own === null && externalId && other.external_id === externalId)
        return conflict("External id already belongs to another account", externalId);
    }
    return null;
  }

  private checked(values: NonNullable<AccountInput["custom_fields"]>) {
    const kept = Object.entries(values).filter(([name, value]) => {
      const field = this.fields.find((each) => each.name === name);
      if (field && (value === null || this.fits(value, field.type))) return true;
      if (this.switches().wrongCustomField === "ignored") return false;
      throw badRequest("Invalid custom field", field ? `${name}: wrong type` : `${name}: unknown`);
    });
    return Object.fromEntries(kept.filter(([, value]) => value !== null));
  }

  private fits(value: unknown, type: CustomFieldType): boolean {
    if (type === "number" || type === "datetime") return typeof value === "number";
    if (type === "boolean") return typeof value === "boolean";
    if (typeof value !== "string") return false;
    return type !== "teammate" || this.teammates.some(({ email }) => email === value);
  }

  private seconds(): number {
    return this.now().getTime() / 1000;
  }
}
