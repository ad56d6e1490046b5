import { ToldTime } from "../../clock/told-time";
import type { sendOnce } from "../base/http";
import type { SystemCall, SystemObject } from "../contract/object";
import { SystemError } from "../contract/system-error";
import type { Kit, OpenSystem, SystemAccount, SystemUser } from "../contract/system";
import { EnginyCrm } from "./custom-crm/join";
import { EnginySubscriptions } from "./subscriptions";
import { ENGINY_COMPANY_OBJECT } from "./company-mapping";
import { ENGINY_CONTACT_OBJECT } from "./contact-mapping";
import { wantsCampaigns } from "./campaign-values";
import { Conversations } from "./conversations";
import { companyFields, contactFields } from "./fields";
import { EnginyRecords } from "./records";
import { companyOfContactFrame, identitiesFrame, ownersFrame, read, type IdentityJson } from "./schema";
import type { EnginySettings } from "./settings";
import { enginyTransport, type EnginyRequest, type Send } from "./transport";

/** Before the id of an identity, so that it is nobody's id of an owner. */
export const IDENTITY_PREFIX = "identity-";

/** Identities are listed with what they did in some days; how many makes no difference. */
const DAYS_OF_IDENTITIES = 30;
const DAY_MS = 24 * 60 * 60_000;

/** Enginy's REST interface. https://openapi.enginy.ai */
export class EnginySystem implements OpenSystem {
  readonly system = "Enginy";
  readonly objects: ReadonlyMap<string, SystemObject>;
  readonly now: () => Date | null;
  readonly subscriptions: EnginySubscriptions;
  readonly crm?: EnginyCrm;
  private readonly send: Send;

  constructor(
    private readonly settings: EnginySettings,
    private readonly kit: Kit,
    deadlineMs?: number,
    sendOver?: typeof sendOnce,
  ) {
    const time = new ToldTime(kit.clock);
    this.now = () => time.now();
    this.send = enginyTransport(settings, kit, time, deadlineMs, sendOver);
    this.subscriptions = new EnginySubscriptions(this.send);
    if (settings.customCrm === "yes") this.crm = new EnginyCrm(this.send);
    const conversations = new Conversations(this.send, kit.clock, (call) => this.identityNames(call));
    const contacts = new EnginyRecords(
      {
        name: ENGINY_CONTACT_OBJECT,
        search: "contacts/search",
        fields: "contacts/fields",
        fieldsFrom: contactFields,
        more: companyOf,
        undated: wantsCampaigns,
        besides: async (wanted, call) =>
          wantsCampaigns(call.wants) ? conversations.valuesOf(wanted, call) : new Map(),
      },
      this.send,
      kit.clock,
    );
    const companies = new EnginyRecords(
      {
        name: ENGINY_COMPANY_OBJECT,
        search: "companies/search",
        fields: "companies/fields",
        fieldsFrom: companyFields,
      },
      this.send,
      kit.clock,
    );
    this.objects = new Map([contacts, companies].map((object) => [object.name, object]));
  }

  /** Enginy has no call that tells whose a key is: that it may read contacts is what counts. */
  async check(call: SystemCall): Promise<SystemAccount> {
    await this.ask({ endpoint: "contacts/search", body: { page: 1, pageSize: 1 } }, call);
    return { id: "", name: this.system };
  }

  /** Users and identities of the workspace: whoever runs a campaign is one of either. */
  async users(call: SystemCall): Promise<readonly SystemUser[]> {
    const [owners, identities] = await Promise.all([
      this.ask({ endpoint: "tasks/owners" }, call),
      this.identities(call),
    ]);
    return [
      ...read(ownersFrame, owners, "the list of owners").data.map(({ id, name, email }) => ({
        id,
        email: email ?? null,
        name: name || email || id,
        active: true,
      })),
      ...identities.map(({ identityId: id, identityName: name, identityEmail: email }) => ({
        id: IDENTITY_PREFIX + id,
        email: email ?? null,
        name: name || email || id,
        active: true,
      })),
    ];
  }

  private async identityNames(call: SystemCall): Promise<ReadonlyMap<string, string>> {
    const identities = await this.identities(call);
    return new Map(identities.map(({ identityId: id, identityName: name }) => [id, name || id]));
  }

  private async identities(call: SystemCall): Promise<readonly IdentityJson[]> {
    const today = this.kit.clock.now();
    const query = {
      startDate: new Date(today.getTime() - DAYS_OF_IDENTITIES * DAY_MS).toISOString(),
      endDate: today.toISOString(),
    };
    const answer = await this.ask({ endpoint: "identities/performance", query }, call);
    return read(identitiesFrame, answer, "the list of identities").data.identities;
  }

  /** 404 for a fixed path means a wrong address. */
  private async ask(request: EnginyRequest, call: SystemCall): Promise<unknown> {
    try {
      return await this.send(request, call);
    } catch (error) {
      if (!(error instanceof SystemError) || error.code !== "EXTERNAL_RECORD_GONE") throw error;
      const reason = `There is no Enginy at ${this.settings.apiBaseUrl}. Check the API URL.`;
      throw new SystemError("SYSTEM_REJECTED", reason, { status: error.status, reason, cause: error });
    }
  }
}

/** What a contact tells of its company, as fields of its own. */
function companyOf({
  company,
  companyId,
}: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const parsed = companyOfContactFrame.safeParse(company);
  const { id, name, domain, companyLinkedInUrl } = (parsed.success && parsed.data) || {};
  const of = companyId ?? id ?? null;
  return {
    companyId: of === null ? null : String(of),
    companyName: name,
    companyDomain: domain,
    companyLinkedInUrl,
  };
}
