import { randomUUID } from "node:crypto";
import { IssueStatus, MappingStatus } from "../../../core/generated/schema";
import type { MappingLine } from "../../../core/mapping/types";
import { line as frontLine } from "../../../connector/systems/front/account-mapping";
import type { RunView } from "../../../connector/connect/admin-api";
import type { Settings } from "../../../connector/settings/read-settings";
import type { StoredRow } from "../../../local/dataverse/contracts";
import { FRONT_SANDBOX_TOKEN } from "../../../local/sandboxes/front";
import type { FrontContact } from "../../../local/sandboxes/front";
import type { FrontAccount } from "../../../local/sandboxes/front/account";
import {
  ask as askFor,
  connectTo,
  operate,
  runConnector,
  runEnd,
  until,
  type EndedOperation,
  type TestConnector,
} from "../../connector/support/connector";
import { startDynamics, type Dynamics, type Identity } from "../../connector/support/dynamics";
import { withoutEvents } from "../../connector/support/without-events";

type Values = Readonly<Record<string, unknown>>;

/** A line of the mapping as the set-up page would write it. */
export const line = (
  systemField: string,
  column: string,
  change: Partial<MappingLine> = {},
): MappingLine => ({ ...frontLine(systemField, column), ...change });

interface Options {
  readonly settings?: Partial<Settings>;
  /** Changes arrive by themselves; else what is synced is what a test asks for. */
  readonly events?: true;
  /** What is there before anybody connects. */
  readonly prepare?: (dynamics: Dynamics) => void;
}

/** Local Dynamics, Front's sandbox and the connector between them, as an admin has connected them. */
export class FrontWorld {
  private constructor(
    readonly dynamics: Dynamics,
    readonly connector: TestConnector,
    readonly mappingId: string,
    readonly contactMappingId: string,
  ) {}

  static async start({ settings, events, prepare }: Options = {}): Promise<FrontWorld> {
    const dynamics = await startDynamics();
    prepare?.(dynamics);
    const connector = await runConnector(settings);
    const { mappings } = await connectTo(connector, dynamics, {
      system: "front",
      front: {
        apiBaseUrl: `${dynamics.url}/sandboxes/front/api`,
        apiToken: FRONT_SANDBOX_TOKEN,
        accountUrl: `${dynamics.url}/sandboxes/front/app/accounts`,
        contactUrl: `${dynamics.url}/sandboxes/front/app/contacts`,
      },
    });
    if (!events) await withoutEvents(dynamics);
    const of = (object: string) => mappings.find(({ systemObject }) => systemObject === object)!.id;
    return new FrontWorld(dynamics, connector, of("account"), of("contact"));
  }

  get front() {
    return this.dynamics.front.store;
  }

  get people() {
    return this.dynamics.front.contacts;
  }

  /** What an admin does in the Wave Sync app to have contacts synced; no comparison comes by itself. */
  switchOnContacts(): Promise<void> {
    const active = { wave_mappingstatus: this.active, wave_scheduleminutes: 0 };
    return this.ask("PATCH", `wave_mappings(${this.contactMappingId})`, active);
  }

  /** A new account in Dynamics; gives its id. */
  async account(values: Values, as: Identity = "seller"): Promise<string> {
    const id = randomUUID();
    await this.ask("POST", "accounts", { accountid: id, ...values }, as);
    return id;
  }

  /** A new contact in Dynamics, who works for an account or for none; gives its id. */
  async contact(values: Values, account?: string): Promise<string> {
    const id = randomUUID();
    const worksFor = account ? { "parentcustomerid_account@odata.bind": `/accounts(${account})` } : {};
    await this.ask("POST", "contacts", { contactid: id, ...values, ...worksFor }, "seller");
    return id;
  }

  /** Gives a contact another account, or none. */
  moveContact(id: string, account: string | null): Promise<void> {
    const to = account === null ? null : `/accounts(${account})`;
    return this.ask("PATCH", `contacts(${id})`, { "parentcustomerid_account@odata.bind": to }, "seller");
  }

  edit(
    id: string,
    values: Values,
    as: Identity = "seller",
    set: "accounts" | "contacts" = "accounts",
  ): Promise<void> {
    return this.ask("PATCH", `${set}(${id})`, values, as);
  }

  /** One request to Dynamics that has to succeed. */
  async ask(method: string, path: string, body: object | undefined, as: Identity = "admin"): Promise<void> {
    const answer = await this.dynamics.as(as, method, path, body);
    if (answer.status !== 204) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
  }

  push(id: string): Promise<EndedOperation> {
    return operate(this.dynamics, "wave_Push", { ids: [id], more: { Table: "account" } });
  }

  preview(id: string, table: "account" | "contact" = "account"): Promise<EndedOperation> {
    return operate(this.dynamics, "wave_Preview", { ids: [id], more: { Table: table } });
  }

  /** A person's answer to what is open about an account. */
  resolve(id: string, decision: object, as: Identity = "admin"): Promise<EndedOperation> {
    const asked = { Table: "account", RecordId: id, Decision: JSON.stringify(decision) };
    return askFor(this.dynamics, "wave_Resolve", asked, as);
  }

  readonly active = MappingStatus.Active;
  readonly paused = MappingStatus.Paused;

  /** All accounts of the mapping, compared and synced. One that was made in this very moment may take another look. */
  async run(mappingId = this.mappingId): Promise<RunView> {
    return until("a run without failures", async () => {
      const view = await this.runOnce(mappingId);
      return view.counts.failed === 0 && view.status !== "failed" && view;
    });
  }

  /** How asking for a run of a mapping is answered: 202 once the connector knows that it is switched on. */
  async tryToRun(mappingId: string): Promise<number> {
    return (await this.connector.admin("/runs", { kind: "onDemand", mappingId })).status;
  }

  async runOnce(mappingId = this.mappingId): Promise<RunView> {
    const { status, body } = await this.connector.admin("/runs", { kind: "onDemand", mappingId });
    if (status !== 202) throw new Error(`Starting a run answered ${status}: ${JSON.stringify(body)}`);
    return runEnd(this.connector, body.runId as string);
  }

  /** A run after something was made in Front itself, of which nobody is told: read by a person's preview, it is known to the run. */
  async runAnew(): Promise<RunView> {
    const id = await this.account({ name: randomUUID() });
    await this.preview(id);
    await this.ask("DELETE", `accounts(${id})`, undefined);
    return this.run();
  }

  /** "Run now" on the mapping, by somebody. */
  async runNow(as: Identity = "admin"): Promise<EndedOperation> {
    const asked = { Mapping: this.mappingId, Kind: "onDemand" };
    return askFor(this.dynamics, "wave_StartRun", asked, as);
  }

  /** The mapping as an admin changes it. */
  async map(change: {
    readonly lines?: readonly MappingLine[];
    readonly view?: string | null;
    readonly more?: Values;
    readonly as?: Identity;
  }): Promise<void> {
    const { lines, view, more, as } = change;
    await this.ask(
      "PATCH",
      `wave_mappings(${this.mappingId})`,
      {
        ...(lines ? { wave_fieldmap: JSON.stringify({ version: 1, lines }) } : {}),
        ...(view === undefined ? {} : { wave_scopeviewid: view }),
        ...more,
      },
      as,
    );
  }

  linkOf(id: string): StoredRow["values"] | undefined {
    return this.dynamics.rows("wave_link").find(({ values }) => values.wave_recordid === id)?.values;
  }

  /** The account of Front that an account of Dynamics is linked to. */
  inFront(id: string): FrontAccount {
    const link = this.linkOf(id);
    if (!link) throw new Error("The account is linked to none of Front's.");
    return this.front.get(String(link.wave_externalid));
  }

  /** The contact of Front that a contact of Dynamics is linked to; undefined while there is none. */
  personOf(id: string): FrontContact | undefined {
    const link = this.linkOf(id);
    return link && this.people.get(String(link.wave_externalid));
  }

  /** Names of the accounts of Front that a contact of Dynamics is in. */
  accountsOf(id: string): readonly string[] {
    const person = this.personOf(id);
    return person ? this.people.accountsOf(person.id).map((account) => this.front.get(account).name) : [];
  }

  named(name: string): readonly FrontAccount[] {
    return this.front.all().filter((account) => account.name.toLowerCase() === name.toLowerCase());
  }

  openIssues(): readonly StoredRow["values"][] {
    return this.dynamics
      .rows("wave_issue")
      .map(({ values }) => values)
      .filter(({ wave_issuestatus: status }) => status === IssueStatus.Open);
  }

  /** Codes of what is open about an account of Dynamics. */
  issuesOf(id: string): readonly unknown[] {
    return this.openIssues()
      .filter(({ wave_account: about }) => (about as { readonly id: string } | null)?.id === id)
      .map(({ wave_code: code }) => code);
  }

  /** Codes of what is open about a contact of Dynamics. */
  issuesOfContact(id: string): readonly unknown[] {
    return this.openIssues()
      .filter(({ wave_contact: about }) => (about as { readonly id: string } | null)?.id === id)
      .map(({ wave_code: code }) => code);
  }

  /** What is open about the mapping itself. */
  issuesOfMapping(): readonly StoredRow["values"][] {
    return this.openIssues().filter(({ wave_account: account }) => !account);
  }

  async close(): Promise<void> {
    await this.connector?.close();
    await this.dynamics?.close();
  }
}
