import type { CustomField } from "./account";
import type { ContactInput, FrontContact, Handle } from "./contact";
import { checkedValues } from "./custom-values";
import { badRequest, conflict, notFound } from "./errors";
import { Lookup } from "./lookup";
import type { FrontStore, SortBy } from "./store";
import type { Switches } from "./switches";
import { Timeline } from "./timeline";

/** Fields that a company has for its contacts to begin with. */
const FIELDS: readonly CustomField[] = [
  { id: "fld_c1", name: "Role", description: "", type: "string" },
  { id: "fld_c2", name: "Score", description: "", type: "number" },
  { id: "fld_c3", name: "Newsletter", description: "", type: "boolean" },
  { id: "fld_c4", name: "Birthday", description: "", type: "datetime" },
  { id: "fld_c5", name: "Contact owner", description: "", type: "teammate" },
];

/** Contacts in memory, and which accounts they are in. */
export class ContactStore {
  fields: readonly CustomField[] = FIELDS;
  private contacts = new Map<string, FrontContact>();
  private timelines = { created_at: new Timeline(), updated_at: new Timeline() };
  private byHandle = new Lookup();
  /** Ids of accounts by contact, and the other way round. */
  private accountsBy = new Lookup();
  private membersBy = new Lookup();
  private count = 0;

  constructor(
    private readonly accounts: FrontStore,
    private readonly now: () => Date,
    private readonly switches: () => Switches,
  ) {
    accounts.onCreate((account) => this.attachByDomain(account));
    accounts.onDelete(({ id }) => this.part(id, this.membersBy.of(id)));
  }

  get size(): number {
    return this.contacts.size;
  }

  /** In the order of the list: created, or changed, oldest first. */
  all(by: SortBy = "created_at"): readonly FrontContact[] {
    return Array.from(this.timelines[by].all(), (id) => this.contacts.get(id)!);
  }

  /** A page of the list, from the place where another ended; `updated`: only those changed between these (seconds). */
  page(
    by: SortBy,
    order: "asc" | "desc",
    size: number,
    place: number | null,
    { after = -Infinity, before = Infinity }: { readonly after?: number; readonly before?: number } = {},
  ) {
    const wanted = (id: string) => {
      const { updated_at: on } = this.contacts.get(id)!;
      return on > after && on < before;
    };
    const { ids, next } = this.timelines[by].page(place, size, order, wanted);
    return { records: ids.map((id) => this.contacts.get(id)!), next };
  }

  /** By id or alias (`alt:email:…`, `alt:phone:…`). @throws FrontFault 404 */
  get(idOrAlias: string): FrontContact {
    const [, source, handle] = /^alt:([a-z_]+):(.+)$/s.exec(idOrAlias) ?? [];
    const id = source === undefined ? idOrAlias : this.byHandle.of(keyOf({ source, handle: handle! }))[0];
    const found = id === undefined ? undefined : this.contacts.get(id);
    if (!found) throw notFound("Contact", idOrAlias);
    return found;
  }

  create(input: ContactInput & { readonly handles?: readonly Handle[] }): FrontContact {
    const { handles = [] } = input;
    if (handles.length === 0) throw badRequest("Body did not satisfy requirements", "handles: missing");
    this.requireFree(handles);
    const at = this.seconds();
    const contact: FrontContact = {
      id: `crd_${(++this.count).toString(36)}`,
      name: input.name ?? "",
      description: input.description ?? "",
      links: input.links ?? [],
      list_names: input.list_names ?? [],
      handles,
      custom_fields: this.checked(input.custom_fields ?? {}),
      created_at: at,
      updated_at: at,
    };
    this.timelines.created_at.put(contact.id);
    return this.keep(contact);
  }

  /** `custom_fields` replaces all of them; whatever is left out of it is gone. */
  update(idOrAlias: string, { custom_fields: custom, ...rest }: ContactInput): FrontContact {
    const before = this.get(idOrAlias);
    return this.keep({
      ...before,
      ...rest,
      ...(custom === undefined ? {} : { custom_fields: this.checked(custom) }),
      updated_at: this.seconds(),
    });
  }

  addHandle(idOrAlias: string, handle: Handle): void {
    const before = this.get(idOrAlias);
    if (this.byHandle.of(keyOf(handle)).includes(before.id)) return;
    this.requireFree([handle]);
    this.keep({ ...before, handles: [...before.handles, handle], updated_at: this.seconds() });
  }

  /** The last handle is taken away only by force: the contact goes with it. */
  removeHandle(idOrAlias: string, handle: Handle, force = false): void {
    const before = this.get(idOrAlias);
    const left = before.handles.filter((each) => keyOf(each) !== keyOf(handle));
    if (left.length > 0) this.keep({ ...before, handles: left, updated_at: this.seconds() });
    else if (force) this.delete(before.id);
    else throw badRequest("Cannot remove the last handle of a contact");
  }

  delete(idOrAlias: string): void {
    const contact = this.get(idOrAlias);
    this.forget(contact);
    for (const account of this.accountsBy.of(contact.id)) this.part(account, [contact.id]);
    this.contacts.delete(contact.id);
    for (const timeline of Object.values(this.timelines)) timeline.remove(contact.id);
  }

  /** Ids of the accounts a contact is in. */
  accountsOf(id: string): readonly string[] {
    return this.accountsBy.of(id);
  }

  /** The contacts that are in an account. */
  membersOf(accountId: string): readonly FrontContact[] {
    return this.membersBy.of(accountId).map((id) => this.contacts.get(id)!);
  }

  /** A page of them, from the place where another ended; `next`: the place where this one does, null on the last. */
  pageOfMembers(
    accountId: string,
    { sort_by: by, sort_order: order }: { readonly sort_by: SortBy; readonly sort_order: "asc" | "desc" },
    size: number,
    place: number,
  ) {
    const oldestFirst = [...this.membersOf(accountId)].sort((a, b) => a[by] - b[by]);
    const all = order === "asc" ? oldestFirst : oldestFirst.reverse();
    const end = place + size;
    return { records: all.slice(place, end), next: end < all.length ? end : null };
  }

  /** @throws FrontFault 404, before any of them is put into the account */
  join(account: string, contacts: readonly string[]): void {
    const { id } = this.accounts.get(account);
    for (const contact of contacts.map((each) => this.get(each).id)) {
      if (this.accountsBy.of(contact).includes(id)) continue;
      this.accountsBy.add(contact, id);
      this.membersBy.add(id, contact);
    }
  }

  part(account: string, contacts: readonly string[]): void {
    for (const contact of contacts) {
      this.accountsBy.remove(contact, account);
      this.membersBy.remove(account, contact);
    }
  }

  clear(): void {
    this.contacts.clear();
    this.timelines = { created_at: new Timeline(), updated_at: new Timeline() };
    [this.byHandle, this.accountsBy, this.membersBy] = [new Lookup(), new Lookup(), new Lookup()];
    this.fields = FIELDS;
  }

  /** A new account gets the contacts whose email address is of one of its domains. */
  private attachByDomain({
    id,
    domains,
  }: {
    readonly id: string;
    readonly domains: readonly string[];
  }): void {
    if (domains.length === 0) return;
    const ofDomain = ({ handle, source }: Handle) =>
      source === "email" && domains.includes(handle.toLowerCase().split("@")[1] ?? "");
    const fitting = [...this.contacts.values()].filter(({ handles }) => handles.some(ofDomain));
    this.join(
      id,
      fitting.map((contact) => contact.id),
    );
  }

  private keep(contact: FrontContact): FrontContact {
    const before = this.contacts.get(contact.id);
    if (before) this.forget(before);
    this.contacts.set(contact.id, contact);
    this.timelines.updated_at.put(contact.id);
    for (const handle of contact.handles) this.byHandle.add(keyOf(handle), contact.id);
    return contact;
  }

  private forget({ id, handles }: FrontContact): void {
    for (const handle of handles) this.byHandle.remove(keyOf(handle), id);
  }

  private requireFree(handles: readonly Handle[]): void {
    const taken = handles.find((handle) => this.byHandle.of(keyOf(handle)).length > 0);
    if (taken) throw conflict("Handle already belongs to another contact", taken.handle);
  }

  private checked(values: NonNullable<ContactInput["custom_fields"]>) {
    return checkedValues(values, this.fields, this.accounts.teammates, this.switches());
  }

  private seconds(): number {
    return this.now().getTime() / 1000;
  }
}

const keyOf = ({ handle, source }: { readonly handle: string; readonly source: string }) =>
  `${source}:${handle.trim().toLowerCase()}`;
