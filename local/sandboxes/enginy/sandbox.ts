import { SandboxClock } from "../clock";
import { Minute } from "../minute";
import { Trace } from "../trace";
import { EndpointLimits } from "./endpoint";
import { companyFields, contactFields } from "./fields";
import type { DoneByIdentity, Identity, TaskOwner } from "./people";
import {
  EMPTY_COMPANY,
  EMPTY_CONTACT,
  type CompanyInput,
  type ContactInput,
  type EnginyCompany,
  type EnginyContact,
} from "./record";
import { RecordStore } from "./record-store";
import { enginySwitches } from "./switches";

/** The key the sandbox takes unless told otherwise. It guards samples only. */
export const ENGINY_SANDBOX_KEY = "gsk_local_enginy_key";

export interface EnginySandboxOptions {
  /** Keys that are let in, each with its scopes. */
  readonly keys?: Readonly<Record<string, readonly string[]>>;
  /** Requests a minute at every endpoint, in place of each one's own limit. */
  readonly perMinute?: number;
  readonly now?: () => Date;
}

/** What a workspace holds at first. A contact says by `company` which of the companies it works for, counted from 0. */
export interface EnginySamples {
  readonly companies: readonly CompanyInput[];
  readonly contacts: readonly (ContactInput & { readonly company?: number })[];
  readonly identities: readonly Identity[];
  readonly owners: readonly TaskOwner[];
  readonly campaigns: readonly string[];
}

/** An Enginy of one's own: everything the routes work on, and what tests in the same process may look into. */
export class EnginySandbox {
  readonly keys: Readonly<Record<string, readonly string[]>>;
  readonly clock: SandboxClock;
  readonly now: () => Date;
  readonly switches = enginySwitches();
  readonly limits: EndpointLimits;
  readonly trace = new Trace();
  readonly contacts: RecordStore<EnginyContact>;
  readonly companies: RecordStore<EnginyCompany>;
  readonly fields = { contact: contactFields(), company: companyFields() };
  identities: readonly Identity[] = [];
  owners: readonly TaskOwner[] = [];
  /** What identities did, as their performance counts it. */
  readonly done: DoneByIdentity[] = [];
  private campaignNames: string[] = [];

  constructor({ keys = { [ENGINY_SANDBOX_KEY]: ["ALL"] }, perMinute, now }: EnginySandboxOptions = {}) {
    this.keys = keys;
    this.clock = new SandboxClock(now);
    this.now = this.clock.now;
    this.limits = new EndpointLimits((limit) => new Minute(limit, this.now), perMinute);
    this.contacts = new RecordStore("Contact", 48_001, EMPTY_CONTACT, this.now);
    this.companies = new RecordStore("Company", 9_001, EMPTY_COMPANY, this.now);
    // Who works for a company that is gone works for none.
    this.companies.onChange((happened, { id }) => {
      if (happened !== "removed") return;
      for (const contact of this.contacts.all())
        if (contact.companyId === id) this.contacts.update(contact.id, { companyId: null });
    });
  }

  /** The id of the campaign with this name, which is made where there is none. */
  campaign(name: string): number {
    if (!this.campaignNames.includes(name)) this.campaignNames.push(name);
    return this.campaignNames.indexOf(name) + 1;
  }

  campaignName(id: number): string | undefined {
    return this.campaignNames[id - 1];
  }

  load({ companies, contacts, identities, owners, campaigns }: EnginySamples): void {
    this.identities = identities;
    this.owners = owners;
    for (const name of campaigns) this.campaign(name);
    const ids = companies.map((company) => this.companies.create(company).id);
    for (const { company, ...contact } of contacts)
      this.contacts.create({ ...contact, companyId: company === undefined ? null : ids[company]! });
  }

  /** Back to the first moment. */
  reset(): void {
    this.contacts.clear();
    this.companies.clear();
    for (const catalogue of Object.values(this.fields)) catalogue.clear();
    this.identities = [];
    this.owners = [];
    this.done.length = 0;
    this.campaignNames = [];
    this.clock.reset();
    this.switches.clear();
    this.limits.set(undefined);
    this.trace.clear();
  }
}
