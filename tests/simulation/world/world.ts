import * as schema from "../../../core/generated/schema";
import { serializeFieldMap } from "../../../core/mapping/schema/field-map";
import { serializeMatchRules } from "../../../core/mapping/schema/match-rules";
import { serializePolicies } from "../../../core/mapping/schema/policies";
import { readDetails } from "../../../core/sync/details";
import { externalIdOf } from "../../../core/mapping/external-id";
import type { Mapping } from "../../../core/mapping/types";
import type { Base, Value } from "../../../core/records";
import type { Sql } from "../../../connector/database/database";
import type { Logger } from "../../../connector/logging/logger";
import type { QueueName } from "../../../connector/work/queue";
import {
  findEnvironment,
  saveConnection,
  saveEnvironment,
  type Environment,
} from "../../../connector/state/environments";
import { saveKnownMappings } from "../../../connector/state/known-mappings";
import type { SimulatedEnvironment } from "../dataverse/client";
import { DataverseStore } from "../dataverse/store";
import { createRandom, type Random } from "../time/random";
import { EPOCH, Scheduler, type Process } from "../time/scheduler";
import { SimulatedWave } from "../wave/simulated-wave";
import { Leads } from "../enginy/leads";
import { Mails } from "../nylas/mails";
import { Companies } from "../front/companies";
import { Connector } from "./connector";
import type { People } from "./people";
import type { Session } from "./session";
import { Sight, type Work } from "./sight";
import type { Delivery } from "./doors";
import { Turns } from "./turns";
import type { OperationKind } from "../../../core/operation/types";
import { mappingOf, weatherOf, type Weather } from "./settings";

export interface WorldOptions {
  readonly seed: number;
  readonly pglite: Session;
  readonly weather?: Partial<Weather>;
  readonly mapping?: (mapping: Mapping) => Mapping;
  /** A test breaks a protection, to see that the simulation notices. */
  readonly sabotage?: (world: World) => void;
  readonly logger?: Logger;
  /** Front is connected as well, with the accounts that contacts belong to. */
  readonly withFront?: boolean;
  /** Enginy is connected too, with contacts and companies of its own, and calls the connector as its CRM. Front is there then. */
  readonly withEnginy?: boolean;
  /** Nylas is connected too: mails of several mailboxes go to the timelines of contacts. */
  readonly withNylas?: boolean;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** What both sides agreed on, as it was saved. */
export interface Agreed {
  readonly on: number;
  readonly base: Base | null;
  readonly work: Work;
  readonly recordId: string;
}

/** Something to look at, as the queue would remind of it. */
export interface Reminder {
  readonly queue: QueueName;
  readonly id: string;
}

/** A Dataverse, a Wave, the connectors between them and the people on both sides: all that one seed decides. */
export class World {
  readonly scheduler: Scheduler;
  readonly random: Random;
  /** A second source of chance, for what older seeds knew nothing of. */
  readonly more: Random;
  /** A third, for what came after those. */
  readonly yet: Random;
  readonly weather: Weather;
  readonly pglite: Session;
  readonly dataverse: SimulatedEnvironment;
  readonly wave: SimulatedWave;
  readonly mapping: Mapping;
  readonly environmentId: string;
  readonly connectionId: string;
  readonly sellerId: string;
  readonly trace: string[] = [];
  readonly logger: Logger | undefined;
  /** Faults, crashes and late events happen. */
  rough = true;
  connectors: Connector[] = [];
  reminders: Reminder[] = [];
  /** What the engine threw that it should have handled. */
  readonly surprises: string[] = [];
  /** Kinds of operations people asked for. */
  readonly asked = new Set<string>();
  readonly sight = new Sight(() => this.scheduler.now);
  readonly turns = new Turns();
  /** Whose call is being done at this moment. */
  acting: Work | null = null;
  /** Operations people asked for, by id. */
  readonly operations = new Map<string, OperationKind>();
  /** Of these, those about accounts. */
  readonly forAccounts = new Set<string>();
  /** Records a person has decided about. */
  readonly decided = new Set<string>();
  environment!: Environment;
  /** Accounts beside the contacts; null in a world without Front. */
  readonly companies: Companies | null;
  /** Enginy's contacts and companies, for the same rows; null in a world without Enginy. */
  readonly leads: Leads | null;
  /** Mailboxes, and what is written in them; null in a world without Nylas. */
  readonly mails: Mails | null;
  /** Something is on its way to a connector's door. */
  send: (delivery: Omit<Delivery, "due" | "tries">) => void = () => {};
  /** The people who work with contacts, once they are there. */
  people: () => People = () => {
    throw new Error("Nobody is there yet.");
  };
  /** Somebody pushes accounts to Front. */
  askForAccounts: (ids: readonly string[]) => void = () => {};
  private restarts = 0;

  constructor(private readonly options: WorldOptions) {
    const { seed, pglite } = options;
    this.pglite = pglite;
    this.logger = options.logger;
    this.random = createRandom(seed);
    this.scheduler = new Scheduler(this.random, EPOCH, (line) => this.trace.push(line));
    this.scheduler.onCrash = (process) => this.afterCrash(process);
    this.more = createRandom(seed + 0x3a7e);
    this.yet = createRandom(seed + 0x51ab3);
    this.weather = { ...weatherOf(this.random, this.more, this.yet), ...options.weather };
    this.environmentId = this.random.guid();
    this.connectionId = this.random.guid();
    const now = () => this.scheduler.now;
    this.dataverse = {
      store: new DataverseStore(now, this.random),
      connectorId: this.random.guid(),
      organizationId: this.random.guid(),
    };
    this.wave = new SimulatedWave(() => new Date(now()));
    this.wave.knowsConditions = this.weather.conditions;
    const mapping = mappingOf(this.random, { id: this.random.guid(), connectionId: this.connectionId });
    this.mapping = options.mapping?.(mapping) ?? mapping;
    this.sellerId = this.random.guid();
    this.companies = options.withFront || options.withEnginy ? new Companies(this, seed) : null;
    this.leads = options.withEnginy ? new Leads(this, seed) : null;
    this.mails = options.withNylas ? new Mails(this, seed) : null;
    if (this.mails) this.dataverse.parties = new Map();
    this.dataverse.store.refuses = (table, _id, values, userId) => {
      if (table !== "contact" || userId !== this.dataverse.connectorId) return false;
      const refused = this.isRefused(values.jobtitle);
      // Whichever system it was for says so in its own words on the row.
      const said = readDetails(values.wave_syncdetails).systems.at(-1);
      const contact = externalIdOf(this.mapping, values[this.mapping.externalIdColumn!.column] as Value);
      for (const name of refused ? [contact, said?.externalId] : [])
        if (name) this.dataverse.store.refused.add(name);
      return refused;
    };
  }

  /** Some values of one field do not fit a rule of the company's own, which people know, and connectors do not. */
  isRefused(jobTitle: unknown): boolean {
    if (this.weather.refusals === 0 || typeof jobTitle !== "string") return false;
    return Number(/\d+$/.exec(jobTitle)?.[0] ?? 0) % Math.round(1 / this.weather.refusals) === 0;
  }

  /** The database, asked by nobody in particular and between two steps. Never while a transaction is open. */
  readonly sql: Sql = {
    query: (text, values) => this.pglite.query(text, values),
  };

  get store(): DataverseStore {
    return this.dataverse.store;
  }

  /** What connecting leaves behind, and the first connectors. */
  async open(): Promise<void> {
    const { sql, environmentId } = this;
    this.addConfiguration();
    this.options.sabotage?.(this);
    await saveEnvironment(sql, {
      id: environmentId,
      url: `https://${environmentId}.example`,
      organizationId: this.dataverse.organizationId,
      userId: this.dataverse.connectorId,
      authority: "https://login.example/simulated",
      clientId: "simulated",
      status: "connected",
      problem: null,
    });
    const connected = { wave: this as World, front: this.companies, enginy: this.leads, nylas: this.mails };
    for (const [systemKey, of] of Object.entries(connected))
      if (of)
        await saveConnection(sql, {
          ...{ environmentId, id: of.connectionId, systemKey },
          systemUrl: `https://${systemKey}.example`,
        });
    await saveKnownMappings(
      sql,
      environmentId,
      this.mappings.map((mapping) => ({
        id: mapping.id,
        connectionId: mapping.connectionId,
        systemObject: mapping.systemObject,
        table: mapping.table,
        active: true,
        // Of what is only ever added to, no change of a row tells.
        columns: Object.fromEntries(
          mapping.lines
            .filter(() => mapping.table !== "email")
            .map((line) => [line.column, { type: "string" as const }]),
        ),
      })),
    );
    this.environment = (await findEnvironment(sql, { id: environmentId }))!;
    for (let n = 0; n < this.weather.connectors; n++) this.start();
  }

  /** What is brought together: Wave's contacts, and perhaps Front's accounts and Enginy's contacts and companies. */
  get mappings(): readonly Mapping[] {
    return [
      this.mapping,
      ...(this.companies ? [this.companies.mapping] : []),
      ...(this.leads?.mappings ?? []),
      ...(this.mails ? [this.mails.mapping] : []),
    ];
  }

  /** Removes all that worlds left in the database. Deleting would leave dead rows behind, which every query reads again. */
  async clear(): Promise<void> {
    if (this.scheduler.transactionOwner) await this.pglite.exec("rollback");
    await this.pglite.clear();
  }

  reminded(queue: QueueName, id: string): void {
    // The queue keeps one reminder of a kind; it may come twice all the same, or never.
    const { random } = this;
    if (this.rough && random.chance(this.weather.lostEvents / 3)) return;
    if (!this.reminders.some((each) => each.queue === queue && each.id === id))
      this.reminders.push({ queue, id });
    if (this.rough && random.chance(this.weather.doubledEvents)) this.reminders.push({ queue, id });
  }

  unexpected(process: Process, what: string, error: unknown): void {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    this.scheduler.tell(process, `THREW in ${what}: ${text}`);
    if (
      error instanceof TypeError ||
      error instanceof ReferenceError ||
      /was called: in the engine|simulated Dataverse/.test(text)
    )
      this.surprises.push(`${what}: ${error instanceof Error ? error.stack : text}`);
  }

  /** Does what a call is to do, so that it is known whose it was. */
  actingAs<T>(work: Work, effect: () => T): T {
    this.acting = work;
    try {
      return effect();
    } finally {
      this.acting = null;
    }
  }

  /** A connector that can be reached. */
  someConnector(): Connector | undefined {
    const there = this.connectors.filter((each) => each.alive);
    return there.length > 0 ? this.random.pick(there) : undefined;
  }

  /** Since when a pair has a base: until it is saved, the two have never agreed, whatever was written. */
  readonly agreedOn = new Map<string, number>();

  /** What was agreed on with each contact of Wave, one after the other, and which piece of work saved it. */
  readonly bases = new Map<string, readonly Agreed[]>();

  /** Every run there ever was, by id: its kind, and which one it takes back. */
  readonly runs = new Map<string, { readonly kind: string; readonly undoes: string | null }>();

  isUndo({ queue, id }: Work): boolean {
    return queue === "runs" && (this.runs.get(id)?.undoes ?? null) !== null;
  }

  hearStatement(text: string, values: readonly unknown[], work: Work): void {
    if (/insert into wave_sync\.run /.test(text))
      this.runs.set(String(values[0]), {
        kind: String(values[4]),
        undoes: (values[7] as string | null) ?? null,
      });
    if (!/insert into wave_sync\.link_state/.test(text)) return;
    const links = JSON.parse(String(values[3])) as {
      externalId: string;
      recordId: string;
      base: Base | null;
    }[];
    for (const { externalId, recordId, base } of links) {
      const bases = this.bases.get(externalId) ?? [];
      this.bases.set(externalId, [...bases, { on: this.scheduler.now, base, work, recordId }]);
      for (const pair of [`${externalId}/${recordId}`, `${recordId}/${externalId}`])
        if (base !== null && !this.agreedOn.has(pair)) this.agreedOn.set(pair, this.scheduler.now);
    }
  }

  /** A trace line by somebody who is no connector. */
  note(who: string, line: string): void {
    this.trace.push(`${String(this.scheduler.now - EPOCH).padStart(7)} ${who.padEnd(6)} ${line}`);
  }

  start(): void {
    const connector = new Connector(this, `c${++this.restarts}`);
    connector.process.skew = this.someSkew();
    this.connectors = [...this.connectors.filter((each) => each.alive), connector];
  }

  /** Somebody sets a connector's clock, or it sets itself. */
  stepAClock(): void {
    const connector = this.connectors.find((each) => each.alive);
    if (!connector) return;
    const by = this.yet.pick([-DAY_MS, -4 * MINUTE_MS, this.someSkew(), 4 * MINUTE_MS]);
    connector.process.skew = by;
    this.note(connector.process.name, `its clock is set: ${by / 1_000} s off`);
  }

  private someSkew(): number {
    const { skew } = this.weather;
    return skew === 0 ? 0 : this.yet.below(2 * skew) - skew;
  }

  private async afterCrash(process: Process): Promise<void> {
    if (this.scheduler.transactionOwner !== process) return;
    await this.pglite.exec("rollback");
    this.scheduler.endTransaction();
  }

  private addConfiguration(): void {
    const { store } = this;
    const { connectorId, organizationId } = this.dataverse;
    const add = (table: string, data: Record<string, unknown>, id?: string) =>
      store.together(() => store.create(table, data, connectorId, id));
    add("organization", { name: "Simulated", languagecode: 1033 }, organizationId);
    add(
      "systemuser",
      { fullname: "Connector", internalemailaddress: "connector@sim.example", isdisabled: false },
      connectorId,
    );
    add(
      "systemuser",
      { fullname: "Seller", internalemailaddress: "seller@sim.example", isdisabled: false },
      this.sellerId,
    );
    const { columns: connection } = schema.connection;
    const connect = (name: "Wave" | "Front" | "Enginy" | "Nylas", id: string) =>
      add(
        "wave_connection",
        {
          [connection.name]: name,
          [connection.system]: schema.System[name],
          [connection.connectionstatus]: schema.ConnectionStatus.Connected,
          [connection.connectedon]: new Date(this.scheduler.now).toISOString(),
        },
        id,
      );
    connect("Wave", this.connectionId);
    const others = { Front: this.companies, Enginy: this.leads, Nylas: this.mails } as const;
    for (const name of ["Front", "Enginy", "Nylas"] as const)
      if (others[name]) connect(name, others[name].connectionId);
    for (const each of this.mappings) this.addMapping(each);
  }

  private addMapping(mapping: Mapping): void {
    const { store } = this;
    const { columns, lookups } = schema.mapping;
    const { lines, externalIdColumn } = mapping;
    const DIRECTION = {
      both: schema.Direction.Both,
      toDataverse: schema.Direction.ToDataverse,
      toSystem: schema.Direction.ToSystem,
    };
    const DELETE = {
      deactivate: schema.DeletePolicy.Deactivate,
      delete: schema.DeletePolicy.Delete,
      keep: schema.DeletePolicy.Keep,
    };
    const data = {
      [columns.name]: { contact: "Contacts", email: "Nylas email" }[mapping.table] ?? "Accounts",
      [columns.systemobject]: mapping.systemObject,
      [columns.table]: mapping.table,
      [columns.direction]: DIRECTION[mapping.direction],
      [columns.mappingstatus]: schema.MappingStatus.Active,
      [columns.fieldmap]: serializeFieldMap({ lines, ...(externalIdColumn ? { externalIdColumn } : {}) }),
      [columns.matchrules]: serializeMatchRules(mapping.matchRules),
      [columns.policies]: serializePolicies(mapping.policies),
      [columns.systemdeletepolicy]: DELETE[mapping.policies.onSystemDelete],
      [columns.dataversedeletepolicy]: DELETE[mapping.policies.onDataverseDelete],
      [`${lookups.connection.nav}@odata.bind`]: `/${schema.connection.entitySet}(${mapping.connectionId})`,
    };
    store.together(() => store.create("wave_mapping", data, this.dataverse.connectorId, mapping.id));
  }
}
