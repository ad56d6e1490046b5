import type { BatchAnswer, BatchWrite } from "../../../connector/dataverse/batch";
import type { BulkMessage, BulkTable } from "../../../connector/dataverse/bulk";
import type { ChangeSet } from "../../../connector/dataverse/change-sets";
import type { DataverseCall } from "../../../connector/dataverse/call";
import type { ChangesPage } from "../../../connector/dataverse/changes";
import { DataverseClient, type Query } from "../../../connector/dataverse/client";
import { DataverseError } from "../../../connector/dataverse/dataverse-error";
import type { Json } from "../../../connector/dataverse/json";
import type { Transport } from "../../../connector/dataverse/transport";
import type { WhoAmI } from "../../../connector/dataverse/who-am-i";
import { refusals } from "./errors";
import { parseFilter } from "./filter";
import { readMetadata } from "./metadata";
import type { DataverseStore, StoredRow } from "./store";
import { tableNamed, tableOfSet, type Table } from "./tables";

/** Everybody here may do everything: rights are shown on the local Dynamics. */
const EVERYTHING = ["Read", "Write", "Create", "Delete"].flatMap((right) =>
  ["Contact", "Account", "wave_Run", "wave_Mapping"].map((table) => ({
    PrivilegeName: `prv${right}${table}`,
    Depth: "Global",
  })),
);

/** What the environment does with one request: lets it through, holds it up, or breaks it. */
export type Wire = <T>(label: string, token: string, call: DataverseCall, effect: () => T) => Promise<T>;

export interface SimulatedEnvironment {
  readonly store: DataverseStore;
  /** systemuserid the connector works as. */
  readonly connectorId: string;
  readonly organizationId: string;
  /** Who takes part in each activity, as it was written with it; absent where nobody asks. */
  parties?: Map<string, readonly Json[]>;
}

/**
 * The client's interface over rows in memory. Signing in, limits and retries are the product's own (`transport`); only what
 * would go over the wire is done here. Passes the same suite as the client on the local Dynamics.
 */
export class SimulatedClient extends DataverseClient {
  constructor(
    private readonly own: Transport,
    private readonly environment: SimulatedEnvironment,
    private readonly wire: Wire,
  ) {
    super(own);
  }

  override retrieve(entitySet: string, id: string, select: readonly string[], call: DataverseCall = {}) {
    return this.send<Json | null>(`read ${entitySet}(${id.slice(0, 8)})`, call, () => {
      const table = requireSet(entitySet);
      const row = this.store.get(table.logicalName, id);
      return row ? this.store.shown(table.logicalName, row, select) : null;
    });
  }

  override async *pages(
    entitySet: string,
    query: Query,
    call: DataverseCall = {},
  ): AsyncGenerator<readonly Json[]> {
    const { logicalName } = requireSet(entitySet);
    const size = query.pageSize ?? 5_000;
    for (let from = 0, more = true; more; from += size) {
      const page = await this.send(`query ${entitySet}`, call, () => {
        const rows = this.found(logicalName, query);
        return {
          rows: rows.slice(from, from + size).map((row) => this.store.shown(logicalName, row, query.select)),
          more: rows.length > from + size,
        };
      });
      yield page.rows;
      more = page.more;
    }
  }

  override create(entitySet: string, data: Json, call: DataverseCall = {}): Promise<void> {
    return this.write(`create ${entitySet}`, call, (user) => {
      this.store.create(requireSet(entitySet).logicalName, data, user);
    });
  }

  override update(
    entitySet: string,
    id: string,
    data: Json,
    call: DataverseCall & { readonly ifMatch?: string } = {},
  ): Promise<void> {
    return this.write(`update ${entitySet}(${id.slice(0, 8)}) ${namesOf(data)}`, call, (user) =>
      this.store.update(requireSet(entitySet).logicalName, id, data, user, call.ifMatch),
    );
  }

  override upsert(entitySet: string, id: string, data: Json, call: DataverseCall = {}): Promise<void> {
    return this.write(`upsert ${entitySet}(${id.slice(0, 8)})`, call, (user) =>
      this.put(requireSet(entitySet), id, data, user, "UpsertMultiple"),
    );
  }

  override remove(entitySet: string, id: string, call: DataverseCall = {}): Promise<void> {
    return this.write(`delete ${entitySet}(${id.slice(0, 8)})`, call, (user) => {
      const { logicalName } = requireSet(entitySet);
      if (this.store.get(logicalName, id)) this.store.remove(logicalName, id, user);
    });
  }

  override async attributes(): Promise<never> {
    throw refusals.notUnderstood("attributes: the engine reads a table's metadata in a batch");
  }

  override whoAmI(call: DataverseCall = {}): Promise<WhoAmI> {
    const { connectorId, organizationId } = this.environment;
    return this.send("WhoAmI", call, () => ({
      userId: call.asUser ?? connectorId,
      businessUnitId: organizationId,
      organizationId,
    }));
  }

  override async bulk(
    message: BulkMessage,
    { entitySet }: BulkTable,
    rows: readonly Json[],
    call: DataverseCall = {},
  ): Promise<void> {
    if (rows.length === 0) return;
    const table = requireSet(entitySet);
    await this.write(
      `${message} ${entitySet} ${rows.map((row) => String(row[table.primaryId]).slice(0, 8)).join(" ")}`,
      call,
      (user) => {
        for (const row of rows) this.put(table, String(row[table.primaryId]), row, user, message);
      },
    );
  }

  override async batch(paths: readonly string[], call: DataverseCall = {}): Promise<readonly BatchAnswer[]> {
    if (paths.length === 0) return [];
    return this.send(`batch of ${paths.length}: ${setOf(paths[0]!)}`, call, () =>
      paths.map((path) =>
        path.endsWith("RetrieveUserPrivileges()")
          ? { body: { RolePrivileges: EVERYTHING } }
          : answered(() => this.get(path, call.lookupTables)),
      ),
    );
  }

  override async writes(
    writes: readonly BatchWrite[],
    call: DataverseCall = {},
  ): Promise<readonly BatchAnswer[]> {
    if (writes.length === 0) return [];
    const labels = writes.map(
      ({ method, path, body }) => `${method} ${path.slice(0, 17)}… ${namesOf(body ?? {})}`,
    );
    return this.send(`writes ${labels.join(", ")}`, call, () =>
      writes.map((write) =>
        answered(() => {
          const { entitySet, id } = keyOf(write.path);
          const { logicalName } = requireSet(entitySet);
          this.store.together(() => {
            const user = call.asUser ?? this.environment.connectorId;
            if (write.method === "DELETE") this.store.remove(logicalName, id, user, write.ifMatch);
            else this.store.update(logicalName, id, write.body ?? {}, user, write.ifMatch);
          });
          return {};
        }),
      ),
    );
  }

  override changeSets(
    sets: readonly ChangeSet[],
    call: DataverseCall = {},
  ): Promise<readonly (DataverseError | null)[]> {
    const labels = sets.map((set) =>
      set.map(({ method, path }) => `${method} ${path.slice(0, 24)}`).join(" + "),
    );
    const user = call.asUser ?? this.environment.connectorId;
    return this.send(`change sets ${labels.join(", ")}`, call, () =>
      sets.map((set) => {
        const answer = answered(() => {
          this.store.together(() => set.forEach((write) => this.changed(write, user)));
          return {};
        });
        return "error" in answer ? answer.error : null;
      }),
    );
  }

  /** Who takes part in an activity is written with it, and has to be there. */
  private changed({ body, method, path }: ChangeSet[number], user: string): void {
    const data = Object.fromEntries(
      Object.entries(body).filter(([name]) => !name.endsWith("_activity_parties")),
    );
    if (method === "POST") {
      const id = this.store.create(requireSet(path).logicalName, data, user);
      this.keepParties(id, body);
    } else {
      const { entitySet, id } = keyOf(path);
      this.store.update(requireSet(entitySet).logicalName, id, data, user);
    }
  }

  private keepParties(activityId: string, body: Json): void {
    const { parties } = this.environment;
    if (!parties) return;
    const [, given] = Object.entries(body).find(([name]) => name.endsWith("_activity_parties")) ?? [];
    const all = (given ?? []) as readonly Json[];
    for (const party of all)
      for (const [name, row] of Object.entries(party))
        if (name.endsWith("@odata.bind")) this.store.bound(String(row));
    parties.set(activityId, all);
  }

  override changes(
    entitySet: string,
    select: readonly string[],
    link: string | null,
    call: DataverseCall = {},
  ): Promise<ChangesPage> {
    return this.send(`changes of ${entitySet}`, call, () => {
      const { logicalName } = requireSet(entitySet);
      const deltaLink = `${this.url}/api/data/v9.2/${entitySet}?$select=${select.join(",")}&$deltatoken=${this.store.version}`;
      const shown = (row: StoredRow) => this.store.shown(logicalName, row, select);
      if (link === null)
        return { rows: this.store.rows(logicalName).map(shown), removed: [], next: null, deltaLink };
      const since = Number(new URL(link).searchParams.get("$deltatoken"));
      const ids = this.store.changedSince(logicalName, since);
      const rows = ids.flatMap((id) => this.store.get(logicalName, id) ?? []);
      const there = new Set(rows.map((row) => row.id));
      return { rows: rows.map(shown), removed: ids.filter((id) => !there.has(id)), next: null, deltaLink };
    });
  }

  override countRows(table: string, call: DataverseCall = {}): Promise<number | null> {
    return this.send(`count ${table}`, call, () => this.store.rows(table).length);
  }

  private get store(): DataverseStore {
    return this.environment.store;
  }

  private put(table: Table, id: string, data: Json, user: string, message: BulkMessage): void {
    const exists = this.store.get(table.logicalName, id) !== undefined;
    if (message === "CreateMultiple" || (message === "UpsertMultiple" && !exists))
      this.store.create(table.logicalName, data, user, id);
    else this.store.update(table.logicalName, id, data, user);
  }

  private found(logicalName: string, { select, filter, orderBy, top }: Query): readonly StoredRow[] {
    for (const name of select) this.store.requireColumn(logicalName, name);
    const test = filter
      ? parseFilter(filter, (column) => this.store.requireColumn(logicalName, column))
      : () => true;
    const rows = this.store.rows(logicalName).filter((row) => test(this.store.named(row)));
    const [column, way] = orderBy?.[0]?.split(" ") ?? [];
    if (column) {
      const key = (row: StoredRow) => String(this.store.named(row)(column) ?? "");
      rows.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0) * (way === "desc" ? -1 : 1));
    }
    return top === undefined ? rows : rows.slice(0, top);
  }

  /** One GET of a batch. */
  private get(path: string, lookupTables = false): Json {
    if (path.startsWith("EntityDefinitions")) return readMetadata(path);
    const [address = "", search = ""] = path.split("?");
    const query = Object.fromEntries(
      search
        .split("&")
        .filter(Boolean)
        .map((part) => {
          const at = part.indexOf("=");
          return [part.slice(0, at), decodeURIComponent(part.slice(at + 1))] as const;
        }),
    ) as Record<string, string | undefined>;
    const select = query.$select?.split(",") ?? [];
    if (/\(/.test(address)) {
      const { entitySet, id } = keyOf(address);
      const { logicalName } = requireSet(entitySet);
      const row = this.store.get(logicalName, id);
      if (!row) throw refusals.notFound(logicalName, id);
      return this.store.shown(logicalName, row, select);
    }
    const { logicalName } = requireSet(address);
    const rows = this.found(logicalName, {
      select,
      ...(query.$filter ? { filter: query.$filter } : {}),
      ...(query.$orderby ? { orderBy: query.$orderby.split(",") } : {}),
      ...(query.$top ? { top: Number(query.$top) } : {}),
    });
    const targets = (row: StoredRow) => (lookupTables ? this.store.targets(logicalName, row, select) : {});
    return { value: rows.map((row) => ({ ...this.store.shown(logicalName, row, select), ...targets(row) })) };
  }

  private send<T>(label: string, call: DataverseCall, effect: () => T): Promise<T> {
    return this.own.governed(call, (token) => this.wire(label, token, call, effect));
  }

  private write(label: string, call: DataverseCall, work: (user: string) => void): Promise<void> {
    const user = call.asUser ?? this.environment.connectorId;
    return this.send(label, call, () => this.store.together(() => work(user)));
  }
}

function requireSet(entitySet: string): Table {
  const table = tableOfSet(entitySet);
  if (!table) throw refusals.unknownSegment(entitySet);
  return tableNamed(table.logicalName);
}

function keyOf(path: string): { readonly entitySet: string; readonly id: string } {
  const match = /^(\w+)\(([0-9a-f-]{36})\)$/i.exec(path);
  if (!match) throw refusals.notUnderstood(path);
  return { entitySet: match[1]!, id: match[2]!.toLowerCase() };
}

function answered(work: () => Json): BatchAnswer {
  try {
    return { body: work() };
  } catch (error) {
    if (error instanceof DataverseError) return { error };
    throw error;
  }
}

const setOf = (path: string): string => path.split(/[?(]/)[0]!;
const namesOf = (data: Json): string =>
  Object.entries(data)
    .filter(([name]) => !name.includes("@"))
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(" ")
    .slice(0, 120);
