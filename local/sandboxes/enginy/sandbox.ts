import { SandboxClock } from "../clock";
import { Minute } from "../minute";
import { Trace } from "../trace";
import { Campaigns, type NewCampaign } from "./campaigns";
import { EndpointLimits } from "./endpoint";
import { Engagement } from "./engagement";
import { eventBody } from "./event-body";
import { CustomCrm } from "./crm/custom-crm";
import { companyFields, contactFields } from "./fields";
import type { Identity, TaskOwner } from "./people";
import {
  EMPTY_COMPANY,
  EMPTY_CONTACT,
  type CompanyInput,
  type ContactInput,
  type EnginyCompany,
  type EnginyContact,
} from "./record";
import { RecordStore } from "./record-store";
import { Inbox } from "./inbox";
import type { Message } from "./messages";
import { enginySwitches } from "./switches";
import { Tasks } from "./tasks";
import { Webhooks } from "./webhooks";

/** The key the sandbox takes unless told otherwise. It guards samples only. */
export const ENGINY_SANDBOX_KEY = "gsk_local_enginy_key";

export interface EnginySandboxOptions {
  /** Keys that are let in, each with its scopes. */
  readonly keys?: Readonly<Record<string, readonly string[]>>;
  /** Requests a minute at every endpoint, in place of each one's own limit. */
  readonly perMinute?: number;
  readonly now?: () => Date;
  /** What happens in campaigns follows from it. */
  readonly seed?: number;
}

/** What a workspace holds at first. A contact says by `company` which of the companies it works for, counted from 0. */
export interface EnginySamples {
  readonly companies: readonly CompanyInput[];
  readonly contacts: readonly (ContactInput & { readonly company?: number })[];
  readonly identities: readonly Identity[];
  readonly owners: readonly TaskOwner[];
  /** Contacts say by `campaigns` in which of these they are, counted from 1. */
  readonly campaigns: readonly NewCampaign[];
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
  /** What happens between identities and contacts. */
  readonly engagement: Engagement;
  readonly inbox = new Inbox();
  readonly tasks = new Tasks();
  readonly campaigns: Campaigns;
  readonly webhooks: Webhooks;
  /** Whose name stands in the subjects of activities. */
  readonly workspaceName = "Contoso";
  readonly crm: CustomCrm;
  private readonly requests = new Map<string, Message>();

  constructor({
    keys = { [ENGINY_SANDBOX_KEY]: ["ALL"] },
    perMinute,
    now,
    seed = 1,
  }: EnginySandboxOptions = {}) {
    this.keys = keys;
    this.clock = new SandboxClock(now);
    this.now = this.clock.now;
    this.limits = new EndpointLimits((limit) => new Minute(limit, this.now), perMinute);
    this.contacts = new RecordStore("Contact", 48_001, EMPTY_CONTACT, this.now);
    this.companies = new RecordStore("Company", 9_001, EMPTY_COMPANY, this.now);
    this.engagement = new Engagement(this.now);
    this.campaigns = new Campaigns(this, seed);
    this.webhooks = new Webhooks(this.now, (event, subscription) => eventBody(this, event, subscription));
    this.engagement.onEvent((event) => this.webhooks.publish(event));
    this.crm = new CustomCrm(this);
    // Who works for a company that is gone works for none.
    this.companies.onChange((happened, { id }) => {
      if (happened !== "removed") return;
      for (const contact of this.contacts.all())
        if (contact.companyId === id) this.contacts.update(contact.id, { companyId: null });
    });
  }

  /** Sends what was not sent before under the same request id. */
  once(requestId: string | undefined, send: () => Message): Message {
    const message = (requestId === undefined ? undefined : this.requests.get(requestId)) ?? send();
    if (requestId !== undefined) this.requests.set(requestId, message);
    return message;
  }

  load({ companies, contacts, identities, owners, campaigns }: EnginySamples): void {
    this.identities = identities;
    this.owners = owners;
    const ids = companies.map((company) => this.companies.create(company).id);
    for (const { company, ...contact } of contacts)
      this.contacts.create({ ...contact, companyId: company === undefined ? null : ids[company]! });
    for (const campaign of campaigns) {
      const { id } = this.campaigns.create(campaign);
      const within = this.contacts.all().filter((contact) => contact.campaigns.includes(id));
      this.campaigns.enrol(
        id,
        within.map((contact) => contact.id),
      );
    }
  }

  /** Back to the first moment. */
  reset(): void {
    this.contacts.clear();
    this.companies.clear();
    for (const catalogue of Object.values(this.fields)) catalogue.clear();
    this.identities = [];
    this.owners = [];
    this.engagement.clear();
    this.inbox.clear();
    this.tasks.clear();
    this.campaigns.clear();
    this.webhooks.clear();
    this.crm.clear();
    this.requests.clear();
    this.clock.reset();
    this.switches.clear();
    this.limits.set(undefined);
    this.trace.clear();
  }
}
