import { randomUUID } from "node:crypto";
import type { ConnectResponse, RunView } from "../../../connector/connect/admin-api";
import type { Settings } from "../../../connector/settings/read-settings";
import { MappingStatus } from "../../../core/generated/schema";
import { DEFAULT_MAIL_POLICY, type MailPolicy } from "../../../core/mail/policy";
import { DEFAULT_POLICIES } from "../../../core/mapping/defaults/policies";
import type { MailAction, MailAnswer } from "../../../core/operation/mail-answer";
import type { MappingPolicies } from "../../../core/mapping/types";
import { NYLAS_SANDBOX_KEY, type NewMail, type NewMailbox } from "../../../local/sandboxes/nylas";
import type { StoredRow } from "../../../local/dataverse/contracts";
import { SELLER_EMAIL } from "../../../local/samples";
import { ask, connectTo, runConnector, until, type TestConnector } from "../../connector/support/connector";
import {
  startDynamics,
  type Dynamics,
  type DynamicsOptions,
  type Identity,
} from "../../connector/support/dynamics";
import { runToEnd } from "../../connector/support/runs";

/** Kinds of parties: reference/entities/activityparty. */
export const MASK = { from: 1, to: 2, cc: 3, bcc: 4 } as const;

export const SALES: NewMailbox = {
  email: SELLER_EMAIL,
  name: "Sales One",
  provider: "microsoft",
  language: "de",
};
export const ADA = { email: "ada@acme.example", name: "Ada Acme" };
export const BOB = { email: "bob@acme.example", name: "Bob Acme" };

export interface NylasWorldOptions extends DynamicsOptions {
  readonly mailboxes?: readonly NewMailbox[];
  readonly settings?: Partial<Settings>;
  /** What an admin enters beside the address and the key. */
  readonly nylas?: object;
  readonly prepare?: (world: Pick<NylasWorld, "dynamics">) => void | Promise<void>;
}

/** Local Dynamics, Nylas' sandbox with mailboxes, and the connector between them, as an admin has connected them. */
export class NylasWorld {
  private constructor(
    readonly dynamics: Dynamics,
    public connector: TestConnector,
    readonly connection: ConnectResponse,
  ) {}

  static async start({
    mailboxes = [SALES],
    nylas = {},
    prepare,
    settings,
    ...options
  }: NylasWorldOptions = {}): Promise<NylasWorld> {
    const dynamics = await startDynamics(options);
    for (const mailbox of mailboxes) dynamics.nylas.connect(mailbox, true);
    await prepare?.({ dynamics });
    const connector = await runConnector(settings);
    const connection = await NylasWorld.connect(dynamics, connector, nylas);
    return new NylasWorld(dynamics, connector, connection);
  }

  static connect(
    dynamics: Dynamics,
    connector: Pick<TestConnector, "adminUrl" | "adminKey">,
    nylas: object = {},
    more: object = {},
  ): Promise<ConnectResponse> {
    return connectTo(connector, dynamics, {
      system: "nylas",
      nylas: { apiBaseUrl: `${dynamics.url}/sandboxes/nylas/api`, apiKey: NYLAS_SANDBOX_KEY, ...nylas },
      ...more,
    });
  }

  get nylas() {
    return this.dynamics.nylas;
  }

  get mappingId(): string {
    return this.connection.mappings[0]!.id;
  }

  /** A row made by an admin; gives its id. */
  async row(entitySet: "contacts" | "accounts" | "leads" | "opportunities", values: object): Promise<string> {
    const id = randomUUID();
    const keys = {
      contacts: "contactid",
      accounts: "accountid",
      leads: "leadid",
      opportunities: "opportunityid",
    };
    const key = keys[entitySet];
    const answer = await this.dynamics.as("admin", "POST", entitySet, { [key]: id, ...values });
    if (answer.status !== 204) throw new Error(`${entitySet}: ${JSON.stringify(answer.body)}`);
    return id;
  }

  contact(person: { readonly email: string; readonly name: string }, values: object = {}): Promise<string> {
    const [firstname, lastname] = person.name.split(" ");
    return this.row("contacts", { firstname, lastname, emailaddress1: person.email, ...values });
  }

  /** Which mails are logged, as an admin sets it. */
  async policy(mail: Partial<MailPolicy>, others: Partial<MappingPolicies> = {}): Promise<void> {
    const policies = { ...DEFAULT_POLICIES, newRows: "none", createAs: "connector", ...others };
    const answer = await this.dynamics.as("admin", "PATCH", `wave_mappings(${this.mappingId})`, {
      wave_policies: JSON.stringify({ version: 1, ...policies, mail: { ...DEFAULT_MAIL_POLICY, ...mail } }),
      wave_mappingstatus: MappingStatus.Active,
    });
    if (answer.status !== 204) throw new Error(JSON.stringify(answer.body));
    await this.reread();
  }

  /** What is configured is read anew when the environment is connected again. */
  async reread(nylas: object = {}): Promise<void> {
    await NylasWorld.connect(this.dynamics, this.connector, nylas);
  }

  /** Somebody writes a mail; gives its Message-ID. */
  send(mail: Partial<NewMail> & Pick<NewMail, "from" | "to">, quietly = false): string | null {
    return this.nylas.post.send({ subject: "Quote", body: "<p>Hello</p>", ...mail }, quietly);
  }

  /** Everything in all mailboxes is looked at. */
  backfill(): Promise<RunView> {
    return this.run("firstImport");
  }

  run(kind: "firstImport" | "scheduled" | "onDemand"): Promise<RunView> {
    return runToEnd(this.connector, { kind, mappingId: this.mappingId });
  }

  /** Mails on timelines, as stored. */
  mails(): readonly StoredRow[] {
    return this.dynamics.rows("email");
  }

  mail(subject: string): StoredRow {
    const found = this.mails().filter(({ values }) => values.subject === subject);
    if (found.length !== 1) throw new Error(`${found.length} mails are called "${subject}".`);
    return found[0]!;
  }

  /** Waits until a mail of this subject stands on a timeline. */
  arrival(subject: string): Promise<StoredRow> {
    return until(`the mail "${subject}"`, () =>
      this.mails().find(({ values }) => values.subject === subject),
    );
  }

  /** Who takes part in a mail, in a role: ids of rows, or addresses. */
  parties(emailId: string, role: keyof typeof MASK): readonly string[] {
    return this.dynamics
      .rows("activityparty")
      .map(({ values }) => values)
      .filter(
        ({ activityid, participationtypemask }) =>
          (activityid as { id: string }).id === emailId && participationtypemask === MASK[role],
      )
      .map(({ addressused, partyid }) => (partyid as { id: string } | null)?.id ?? String(addressused));
  }

  /** Whom a mail is about. */
  regarding({ values }: StoredRow): string | null {
    return (values.regardingobjectid as { readonly id: string } | null)?.id ?? null;
  }

  /** What a person asks about email, as the form does. */
  async ask(
    action: MailAction,
    parameters: { readonly Table?: string; readonly RecordId?: string; readonly Query?: string } = {},
    as: Identity = "seller",
  ): Promise<MailAnswer> {
    const { result, status, message } = await ask(
      this.dynamics,
      "wave_Mail",
      { Action: action, ...parameters },
      as,
    );
    if (status !== "succeeded") throw new Error(String(message));
    return result.mail!;
  }

  /** Why mails with a contact are not on her timeline, or that they are. */
  async why(contactId: string, query?: string): Promise<readonly string[]> {
    const { found } = await this.ask("notHere", {
      ...{ Table: "contact", RecordId: contactId },
      ...(query === undefined ? {} : { Query: query }),
    });
    return found!.map(({ text }) => text);
  }

  user(email: string): string {
    return this.dynamics
      .rows("systemuser")
      .find(({ values }) => String(values.internalemailaddress).toLowerCase() === email.toLowerCase())!.id;
  }

  async close(): Promise<void> {
    await this.connector?.close();
    await this.dynamics?.close();
  }
}
