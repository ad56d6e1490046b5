import { readEnginyEvents } from "../../../connector/systems/enginy/webhook";
import { readDetails } from "../../../core/sync/details";
import type { Mapping } from "../../../core/mapping/types";
import { activityOf } from "../../../local/sandboxes/enginy/crm/activity";
import { eventBody } from "../../../local/sandboxes/enginy/event-body";
import type { EnginyEvent } from "../../../local/sandboxes/enginy/events";
import type { Happening } from "../dataverse/store";
import { createRandom, type Random } from "../time/random";
import { systemDelivery } from "../world/doors";
import type { Person } from "../world/people";
import { EDITED } from "../world/settings";
import type { World } from "../world/world";
import { CrmCalls } from "./crm-calls";
import { exportRecords } from "./export";
import { companyMapping, EDITED_OF_LEAD, leadMapping, type LeadField } from "./lead-mappings";
import { SimulatedEnginy } from "./simulated-enginy";

/** What somebody typed in Enginy. */
export interface TypedOfLead {
  readonly record: string;
  readonly field: LeadField;
  readonly value: string | null;
  readonly on: number;
}

const SECRET = "simulated-enginy-secret";
const IDENTITIES = ["Ivo", "Jana", "Karim"];

/** Enginy's side: whom it might write to, what people do with them there, what its campaigns do, and a memory of it. */
export class Leads {
  readonly random: Random;
  readonly enginy: SimulatedEnginy;
  readonly connectionId: string;
  readonly contacts: Mapping;
  readonly companies: Mapping;
  readonly calls: CrmCalls;
  readonly typed: TypedOfLead[] = [];
  /** Email address by contact: whose it is. */
  readonly owners = new Map<string, string>();
  /** Contacts that people deleted. */
  readonly removed = new Set<string>();
  /** Messages that the CRM has said it has logged, with the id of each. */
  readonly logged = new Map<string, string>();
  /** Messages about contacts that are not in the CRM yet. */
  private waiting: EnginyEvent[] = [];
  /** When a contact was touched last, by whomever: that is what Enginy says of when it changed. */
  readonly touchedOn = new Map<string, number>();
  /** Whether the platform leaves our own writes untold, as it does unless an environment refuses that. */
  readonly quietWrites: boolean;
  private readonly known = new Set<string>();
  private values = 0;

  constructor(
    private readonly world: World,
    seed: number,
  ) {
    this.random = createRandom(seed + 0xe491);
    const { random } = this;
    this.enginy = new SimulatedEnginy(() => new Date(world.scheduler.now));
    this.enginy.pageSize = random.pick([2, 100]);
    this.quietWrites = random.chance(0.7);
    this.connectionId = random.guid();
    const { connectionId } = this;
    this.contacts = leadMapping(random, { id: random.guid(), connectionId });
    this.companies = companyMapping(random, { id: random.guid(), connectionId });
    this.calls = new CrmCalls(world, connectionId);
    const { sandbox } = this.enginy;
    sandbox.identities = IDENTITIES.map((name, at) => ({ id: at + 1, name, email: `${name}@leads.example` }));
    sandbox.engagement.onEvent((event) => {
      this.tell(event);
      this.log(event);
    });
    sandbox.contacts.onChange((_happened, { id }) => this.touchedOn.set(String(id), world.scheduler.now));
  }

  get mappings(): readonly Mapping[] {
    return [this.contacts, this.companies];
  }

  get sandbox() {
    return this.enginy.sandbox;
  }

  /** Who is where when Enginy is connected. */
  settleIn(): void {
    for (const person of this.world.people().persons) if (this.random.chance(0.5)) this.add(person);
  }

  /** What one of the people, or a campaign, does next. */
  act(): void {
    const { random, sandbox, world } = this;
    const contacts = sandbox.contacts.all();
    const rows = world.store.rows("contact").filter(({ values }) => values.statecode === 0);
    const some = contacts.length > 0;
    const contact = () => random.pick(contacts).id;
    const deeds: readonly (readonly [weight: number, possible: boolean, deed: () => void])[] = [
      [3, true, () => this.add(random.pick(world.people().persons))],
      [6, some, () => this.edit(contact())],
      [1, some, () => this.remove(contact())],
      [4, some, () => this.write(contact())],
      [5, some, () => this.export(contacts.filter(() => random.chance(0.6)).map(({ id }) => id))],
      [1, rows.length > 0, () => this.editPhone(random.pick(rows).id)],
      [2, true, () => this.companyDeed()],
    ];
    const possible = deeds.filter(([, can]) => can);
    let at = random.below(possible.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, , deed] of possible) {
      if (at < weight) return deed();
      at -= weight;
    }
  }

  valueOf(id: string, field: LeadField): string | null {
    const { of } = EDITED_OF_LEAD.find((each) => each.field === field)!;
    return this.sandbox.contacts.find(Number(id))?.[of] ?? null;
  }

  /** The identities that wrote to a contact, as its row is to say it. */
  sendersOf(id: string): string | null {
    const sent = this.sandbox.engagement.messages.of(Number(id)).map(({ shown }) => shown.senderIdentityId);
    return [...new Set(sent)].map((each) => IDENTITIES[each - 1]!).join(", ") || null;
  }

  /** Whether a row was written by one of Enginy's mappings: each leaves its own words behind last. */
  wrote({ changed }: Happening): boolean {
    const said = readDetails(changed.wave_syncdetails).systems.at(-1);
    return said?.connection === this.connectionId;
  }

  private add({ email, firstName, lastName }: Person): void {
    if (this.known.has(email)) return;
    this.known.add(email);
    // Who adds somebody elsewhere by hand looks first whether they are about to come.
    this.world.people().known.add(email);
    const values = Object.fromEntries(
      EDITED_OF_LEAD.filter(() => this.random.chance(0.6)).map(({ field, of }) => [of, this.value(field)]),
    );
    const name = { firstName, lastName, professionalEmail: email };
    const id = String(this.sandbox.contacts.create({ ...name, ...values }).id);
    this.owners.set(id, email);
    this.note(`add ${email} to Enginy as ${id} ${JSON.stringify(values)}`);
    for (const { field, of } of EDITED_OF_LEAD) if (values[of]) this.remember(id, field, values[of]);
  }

  private edit(id: number): void {
    const { field, of } = this.random.pick(EDITED_OF_LEAD);
    const value = this.random.chance(0.1) ? null : this.value(field);
    if (this.valueOf(String(id), field) === value) return;
    this.note(`edit Enginy ${id} ${field}=${value}`);
    this.remember(String(id), field, value);
    this.sandbox.contacts.update(id, { [of]: value });
  }

  private remove(id: number): void {
    this.note(`delete Enginy ${id}`);
    this.removed.add(String(id));
    this.sandbox.contacts.remove(id);
  }

  /** A campaign writes to a contact, in somebody's name. */
  private write(contactId: number): void {
    const { random } = this;
    const senderIdentityId = 1 + random.below(IDENTITIES.length);
    this.note(`${IDENTITIES[senderIdentityId - 1]} writes to Enginy ${contactId}`);
    this.sandbox.engagement.send({
      ...{ contactId, senderIdentityId, campaignId: 1, subject: "Hello" },
      content: `Hello m${++this.values}.`,
      ...{ type: random.pick(["EMAIL", "LINKEDIN", "INMAIL"] as const), isAutosent: true },
    });
  }

  private export(ids: readonly number[]): void {
    if (ids.length === 0) return;
    this.note(`export ${ids.join(", ")}`);
    exportRecords(this.sandbox, this.calls, "contacts", ids, () => this.logWaiting());
  }

  /** Whatever waits for its contact, and was not answered, is said once more. */
  sayAgain(): void {
    this.calls.sendAgain();
    this.logWaiting();
  }

  private logWaiting(): void {
    const { waiting } = this;
    this.waiting = [];
    for (const event of waiting) this.log(event);
  }

  /** What was written is logged in the CRM, once the contact is there. */
  private log(event: EnginyEvent): void {
    const contactId = this.sandbox.contacts.find(event.contactId)?.contactCRMId;
    if (!contactId) return void this.waiting.push(event);
    const body = { ...activityOf(this.sandbox, event), contactId };
    this.calls.call("POST", "/activities", body, ({ body: answer, status }) => {
      const { id } = answer as { readonly id?: string };
      if (status === 201 && id) this.logged.set(event.message!.shown.content, id);
      else this.waiting.push(event);
    });
  }

  /** A seller types a number into a row. */
  private editPhone(id: string): void {
    const { sellerId, store } = this.world;
    const value = this.value("phone");
    this.note(`edit row ${id} phone=${value}`);
    store.together(() => store.update("contact", id, { mobilephone: value }, sellerId));
  }

  private companyDeed(): void {
    const { random, sandbox } = this;
    const all = sandbox.companies.all();
    if (all.length === 0 || random.chance(0.4)) {
      const at = random.below(4);
      const domain = `company-${at}.com`;
      if (all.some((each) => each.domain === domain)) return;
      const { id } = sandbox.companies.create({
        name: `Company ${at}`,
        domain,
        description: this.value("description"),
      });
      this.note(`add company ${at} to Enginy as ${id}`);
    } else if (random.chance(0.5)) {
      const { id } = random.pick(all);
      const description = this.value("description");
      this.note(`edit company ${id} of Enginy description=${description}`);
      sandbox.companies.update(id, { description });
    } else {
      const ids = all.map(({ id }) => id);
      this.note(`export companies ${ids.join(", ")}`);
      exportRecords(sandbox, this.calls, "companies", ids, () => {});
    }
  }

  /** Something happened in a campaign: Enginy's webhook says so. */
  private tell(event: EnginyEvent): void {
    const { connectionId, sandbox, world } = this;
    const id = 1;
    const subscription = { id, events: [], campaignIds: [], customFields: [], enabled: true };
    const body = eventBody(sandbox, event, subscription as never);
    world.send(
      systemDelivery(world, `event of Enginy ${event.contactId}`, connectionId, () => {
        const heard = readEnginyEvents({
          rawBody: Buffer.from(JSON.stringify(body)),
          headers: { "x-webhook-secret": SECRET },
          secrets: [SECRET],
          now: new Date(world.scheduler.now),
        });
        return "events" in heard ? heard.events : [];
      }),
    );
  }

  private value(field: string): string {
    if (EDITED.some((each) => each.field === field)) return this.world.people().newValue(field);
    return `${field} e${++this.values}`;
  }

  private note(line: string): void {
    this.world.note("people", line);
  }

  private remember(record: string, field: LeadField, value: string | null): void {
    this.typed.push({ record, field, value, on: this.world.scheduler.now });
  }
}
