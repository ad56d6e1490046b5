import {
  connection,
  ConnectionStatus,
  issue,
  IssueStatus,
  link,
  mapping,
  MappingStatus,
  run,
  SyncStatus,
  System,
  userMapping,
} from "../../../../core/generated/schema";
import { ClientError, type WebApiRow } from "../../../client";
import { id, must, nameIn, number, readMany, text } from "./dataverse";
import { STANDING_COLUMNS, standingIn, type RunStanding } from "./runs";

export type ConnectionState = keyof typeof ConnectionStatus;

/** How the records of a connection stand. */
export interface Health {
  readonly inSync: number;
  readonly waiting: number;
  readonly attention: number;
  readonly failed: number;
  /** True where Dataverse counts no further: there are at least so many in sync. */
  readonly atLeast: boolean;
}

export interface HomeMapping {
  readonly id: string;
  readonly name: string;
  readonly systemObject: string;
  readonly table: string;
  readonly status: keyof typeof MappingStatus;
}

export interface HomeRun extends RunStanding {
  readonly mappingId: string;
}

export interface HomeConnection {
  readonly id: string;
  readonly name: string;
  readonly system: keyof typeof System;
  readonly systemUrl: string;
  readonly state: ConnectionState;
  readonly connectedBy: string;
  readonly connectedOn: string;
  readonly lastContactOn: string;
  /** What stopped it, in words; "" while nothing has. */
  readonly message: string;
  readonly nextStep: string;
  readonly health: Health;
  readonly openIssues: number;
  readonly mappings: readonly HomeMapping[];
  /** The newest first. */
  readonly runs: readonly HomeRun[];
}

const RUNS = 60;
const COUNT = "n";
const of = (lookup: { readonly value: string }) => lookup.value;

const { columns: c } = connection;
const QUERIES = [
  {
    table: connection.logicalName,
    entitySet: connection.entitySet,
    options:
      `?$select=${[c.name, c.system, c.systemurl, c.connectionstatus, c.integrationuser, c.connectedon, c.lastcontacton, c.message, c.nextstep].join(",")}` +
      `&$filter=statecode eq 0&$orderby=${c.name}`,
  },
  {
    table: mapping.logicalName,
    entitySet: mapping.entitySet,
    options:
      `?$select=${[mapping.columns.name, mapping.columns.systemobject, mapping.columns.table, mapping.columns.mappingstatus, of(mapping.lookups.connection)].join(",")}` +
      `&$filter=statecode eq 0&$orderby=${mapping.columns.name}`,
  },
  grouped(
    `${link.columns.linkstatus} ne ${SyncStatus.InSync}`,
    of(link.lookups.connection),
    link.columns.linkstatus,
  ),
  grouped(`${link.columns.linkstatus} eq ${SyncStatus.InSync}`, of(link.lookups.connection)),
  {
    table: issue.logicalName,
    entitySet: issue.entitySet,
    options: apply(`${issue.columns.issuestatus} eq ${IssueStatus.Open}`, [of(issue.lookups.connection)]),
  },
  {
    table: run.logicalName,
    entitySet: run.entitySet,
    options:
      `?$select=${[...STANDING_COLUMNS, of(run.lookups.connection), of(run.lookups.mapping)].join(",")}` +
      `&$orderby=${run.columns.startedon} desc&$top=${RUNS}`,
  },
  // Nobody but whoever sets up may read these: a seller is refused here.
  {
    table: userMapping.logicalName,
    entitySet: userMapping.entitySet,
    options: `?$select=${userMapping.columns.name}&$top=1`,
  },
];

function grouped(filter: string, ...by: readonly string[]) {
  return { table: link.logicalName, entitySet: link.entitySet, options: apply(filter, by) };
}

function apply(filter: string, by: readonly string[]): string {
  return `?$apply=filter(${filter})/groupby((${by.join(",")}),aggregate($count as ${COUNT}))`;
}

/** All connections as their cards show them, in one request. @throws ClientError NO_PRIVILEGE for whoever does not set up */
export async function readHome(send: typeof fetch): Promise<readonly HomeConnection[]> {
  const [connections, mappings, troubled, synced, issues, runs, allowed] = await readMany(send, QUERIES);
  must(allowed);
  const links = [...rowsOr(troubled), ...rowsOr(synced)];
  const openIssues = rowsOr(issues);
  return must(connections).map((row) => {
    const connectionId = id(row[connection.primaryId]);
    const its = (rows: readonly WebApiRow[], lookup: { readonly value: string }) =>
      rows.filter((each) => id(each[of(lookup)]) === connectionId);
    return {
      id: connectionId,
      name: text(row[c.name]),
      system: nameIn(System, row[c.system]) ?? "Wave",
      systemUrl: text(row[c.systemurl]),
      state: nameIn(ConnectionStatus, row[c.connectionstatus]) ?? "Disconnected",
      connectedBy: text(row[c.integrationuser]),
      connectedOn: text(row[c.connectedon]),
      lastContactOn: text(row[c.lastcontacton]),
      message: text(row[c.message]),
      nextStep: text(row[c.nextstep]),
      health: {
        ...healthOf(its(links, link.lookups.connection)),
        atLeast: [troubled, synced].some((each) => each instanceof ClientError),
      },
      openIssues: number(its(openIssues, issue.lookups.connection)[0]?.[COUNT]),
      mappings: its(must(mappings), mapping.lookups.connection).map(mappingOf),
      runs: its(must(runs), run.lookups.connection).map(runOf),
    };
  });
}

/** Dataverse counts 50,000 rows at most: what it refuses to count is told as "at least". */
const rowsOr = (rows: readonly WebApiRow[] | ClientError | undefined): readonly WebApiRow[] =>
  rows === undefined || rows instanceof ClientError ? [] : rows;

const KIND: Readonly<Partial<Record<keyof typeof SyncStatus, "waiting" | "attention" | "failed">>> = {
  Pending: "waiting",
  Working: "waiting",
  Conflict: "attention",
  NeedsAttention: "attention",
  Parked: "attention",
  Failed: "failed",
};

function healthOf(groups: readonly WebApiRow[]): Omit<Health, "atLeast"> {
  const health = { inSync: 0, waiting: 0, attention: 0, failed: 0 };
  for (const group of groups) {
    const status = link.columns.linkstatus in group ? group[link.columns.linkstatus] : SyncStatus.InSync;
    const kind = status === SyncStatus.InSync ? "inSync" : KIND[nameIn(SyncStatus, status) ?? "Unlinked"];
    if (kind) health[kind] += number(group[COUNT]);
  }
  return health;
}

function mappingOf(row: WebApiRow): HomeMapping {
  const { columns } = mapping;
  return {
    id: id(row[mapping.primaryId]),
    name: text(row[columns.name]),
    systemObject: text(row[columns.systemobject]),
    table: text(row[columns.table]),
    status: nameIn(MappingStatus, row[columns.mappingstatus]) ?? "Draft",
  };
}

const runOf = (row: WebApiRow): HomeRun => ({
  ...standingIn(row),
  mappingId: id(row[of(run.lookups.mapping)]),
});
