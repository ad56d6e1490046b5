import { Deliveries } from "../../deliveries";
import { conflict } from "../errors";
import type { EnginyEvent } from "../events";
import type { EnginySandbox } from "../sandbox";
import type { EnginyTask } from "../tasks";
import { activityKey, activityOf } from "./activity";
import { idIn, tasksIn, usersIn } from "./answers";
import { CrmClient, isDone, isRetried, type CrmAnswer, type CrmSettings } from "./client";
import { exportContacts } from "./export";

/** Attempts and waits are inferred. */
const RULES = { retryAfter: [250, 1000], isRetried };

/** Not tried again, and not done: the contact is not in the CRM yet. */
const WAITS = 404;

/** Fields that are written when an activity is logged, with their values: engagement fields. */
export interface EngagementFields {
  readonly contact: Readonly<Record<string, string>>;
  readonly company: Readonly<Record<string, string>>;
}

/**
 * Somebody else's server that a workspace uses as its CRM. What campaigns do is logged there once, in order for each contact; it can be made to
 * happen late, twice, or with its answer lost.
 */
export class CustomCrm extends Deliveries {
  readonly client: CrmClient;
  settings: CrmSettings | null = null;
  /** Another CRM that is active in the workspace: there is one at a time. */
  other: string | null = null;
  engagementFields: EngagementFields = { contact: {}, company: {} };
  /** Ids that the CRM gave activities, by what each is of. Nothing is logged twice. */
  readonly logged = new Map<string, string>();
  private users: ReturnType<typeof usersIn> = [];
  private readonly taken = new Set<string>();
  private readonly waiting = new Map<number, (() => void)[]>();
  private exporting: Promise<void> = Promise.resolve();

  constructor(private readonly sandbox: EnginySandbox) {
    super(RULES);
    this.client = new CrmClient(sandbox.now);
    sandbox.engagement.onEvent((event) => this.log(event));
    sandbox.tasks.onNew((task) => this.submitTask(task));
  }

  /** Whether the CRM answers: only the status counts. */
  async test(settings: CrmSettings): Promise<boolean> {
    return isDone((await this.client.once(settings, "GET", "/health"))?.status);
  }

  /** From now on this is the workspace's CRM. Who its users are is asked for once. @throws EnginyFault 409 */
  async connect(settings: CrmSettings): Promise<void> {
    this.refuseOther();
    this.users = usersIn(await this.client.once(settings, "GET", "/users"));
    this.settings = settings;
  }

  /** @throws EnginyFault 409: there is one active CRM in a workspace */
  refuseOther(): void {
    if (this.other !== null) throw conflict(`${this.other} is the active CRM. Disable it first.`);
  }

  disconnect(): void {
    this.settings = null;
  }

  /** Exports contacts with the companies they work for. One export runs at a time. */
  export(contactIds: readonly number[]): Promise<void> {
    const { settings } = this;
    if (!settings) return Promise.resolve();
    const work = this.exporting.then(() => exportContacts(this.sandbox, this.client, settings, contactIds));
    this.exporting = work.then(() => this.sayWhatWaited(contactIds));
    return this.exporting;
  }

  /** A task was done in Enginy. */
  async complete(task: EnginyTask): Promise<void> {
    this.sandbox.tasks.change(task.id, { completed: true });
    if (this.settings && task.crmId)
      await this.client.call(this.settings, "PATCH", `/tasks/${encodeURIComponent(task.crmId)}`, {
        completed: true,
      });
  }

  /** Looks which tasks were done in the CRM. */
  async pullTasks(): Promise<void> {
    const open = this.sandbox.tasks.list().filter(({ completed, crmId }) => crmId !== null && !completed);
    if (!this.settings || open.length === 0) return;
    const ids = open.map(({ crmId }) => crmId);
    const found = tasksIn(await this.client.call(this.settings, "POST", "/tasks/batch", { ids }));
    for (const { id, completed } of found) {
      const task = open.find(({ crmId }) => crmId === id);
      if (task && completed) this.sandbox.tasks.change(task.id, { completed });
    }
  }

  override clear(): void {
    super.clear();
    this.client.clear();
    this.settings = null;
    this.other = null;
    this.engagementFields = { contact: {}, company: {} };
    this.users = [];
    for (const kept of [this.logged, this.taken, this.waiting]) kept.clear();
  }

  /** Only campaigns whose messages are synced are logged. */
  private log(event: EnginyEvent): void {
    const { campaignId } = event;
    const key = activityKey(event);
    if (!this.settings || campaignId === null || this.taken.has(key)) return;
    if (!this.sandbox.campaigns.get(campaignId).messageSync) return;
    const activity = activityOf(this.sandbox, event);
    if (!activity) return;
    this.taken.add(key);
    this.submitAbout(event.contactId, async (settings, ids) => {
      const ownerId = this.ownerOf(event.senderIdentityId);
      const body = { ...activity, ...(ownerId ? { ownerId } : {}), ...ids };
      const answer = await this.client.once(settings, "POST", "/activities", body);
      const id = idIn(answer);
      if (id !== undefined) this.logged.set(key, id);
      if (id !== undefined) await this.writeEngagement(settings, ids);
      return answer;
    });
  }

  private submitTask({ id, contactId, crmId: _none, completed: _open, ...task }: EnginyTask): void {
    if (!this.settings) return;
    this.submitAbout(contactId, async (settings, ids) => {
      const answer = await this.client.once(settings, "POST", "/tasks", { ...task, ...ids });
      const crmId = idIn(answer);
      if (crmId !== undefined) this.sandbox.tasks.change(id, { crmId });
      return answer;
    });
  }

  /** Something about a contact, who is exported before where she is not in the CRM. What cannot be said yet waits for her next export. */
  private submitAbout(
    contactId: number,
    call: (settings: CrmSettings, ids: CrmIds) => Promise<CrmAnswer | null>,
  ): void {
    const send = async () => {
      const { settings } = this;
      if (!settings) return WAITS;
      if (!this.idsOf(contactId).contactId) await this.export([contactId]);
      const ids = this.idsOf(contactId);
      if (!ids.contactId) {
        const again = () => this.submitAbout(contactId, call);
        this.waiting.set(contactId, [...(this.waiting.get(contactId) ?? []), again]);
        return WAITS;
      }
      const answer = await call(settings, ids);
      // An answer without an id is a failure.
      return isDone(answer?.status) && idIn(answer) === undefined ? null : (answer?.status ?? null);
    };
    this.submit(() => [{ receiver: "crm", inOrder: String(contactId), send }]);
  }

  private idsOf(contactId: number): CrmIds {
    const { companyId = null, contactCRMId } = this.sandbox.contacts.find(contactId) ?? {};
    const companyCRMId = companyId === null ? null : this.sandbox.companies.find(companyId)?.companyCRMId;
    return {
      ...(contactCRMId ? { contactId: contactCRMId } : {}),
      ...(companyCRMId ? { companyId: companyCRMId } : {}),
    };
  }

  private async writeEngagement(settings: CrmSettings, { companyId, contactId }: CrmIds): Promise<void> {
    const { company, contact } = this.engagementFields;
    const put = (list: string, crmId: string | undefined, fields: Readonly<Record<string, string>>) =>
      crmId === undefined || Object.keys(fields).length === 0
        ? null
        : this.client.call(settings, "PUT", `/${list}`, { [list]: [{ crmId, ...fields }] });
    await put("companies", companyId, company);
    await put("contacts", contactId, contact);
  }

  /** The CRM's user with the address of the identity; which user that is, an admin maps in Enginy (inferred: by address). */
  private ownerOf(identityId: number): string | undefined {
    const email = this.sandbox.identities.find(({ id }) => id === identityId)?.email.toLowerCase();
    return this.users.find((user) => user.email?.toLowerCase() === email)?.id;
  }

  private sayWhatWaited(contactIds: readonly number[]): void {
    for (const contactId of contactIds) {
      if (!this.idsOf(contactId).contactId) continue;
      const waiting = this.waiting.get(contactId) ?? [];
      this.waiting.delete(contactId);
      for (const again of waiting) again();
    }
  }
}

interface CrmIds {
  readonly contactId?: string;
  readonly companyId?: string;
}
