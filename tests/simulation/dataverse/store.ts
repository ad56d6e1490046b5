import { LOOKUP_TABLE, type Json } from "../../../connector/dataverse/json";
import type { Random } from "../time/random";
import { refusals } from "./errors";
import type { Named } from "./filter";
import { TABLES, tableNamed, tableOfSet, type Table } from "./tables";

/** A row as it is kept: lookups as GUIDs under the column's own name. */
export interface StoredRow {
  readonly id: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly version: number;
}

/** Something that happened to a row, as the platform's events tell it. */
export interface Happening {
  readonly message: "Create" | "Update" | "Delete" | "Merge";
  readonly table: string;
  readonly id: string;
  /** Columns that were set, with their values. */
  readonly changed: Readonly<Record<string, unknown>>;
  /** Of a merge: the row that is left. */
  readonly masterId?: string;
  readonly userId: string;
}

interface Change {
  readonly table: string;
  readonly id: string;
  readonly before: StoredRow | undefined;
}

const UTC_SECONDS = (ms: number): string => new Date(ms).toISOString().replace(/\.\d{3}Z$/, "Z");
const ACTIVE = 0;
const INACTIVE = 1;

/** Rows with versions, alternate keys and times; what Dataverse does with a write, in memory. */
export class DataverseStore {
  private readonly tables = new Map<string, Map<string, StoredRow>>(
    TABLES.map((table) => [table.logicalName, new Map()]),
  );
  /** What changed in which order, for delta links. */
  private readonly log: { readonly table: string; readonly id: string; readonly version: number }[] = [];
  private readonly listeners: ((happening: Happening) => void)[] = [];
  private versions = 1_000;
  /** What the write under way has changed, to take it back; and what it has to tell once it is done. */
  private undo: Change[] = [];
  private telling: Happening[] = [];
  /** Columns the connector's user may not read or write any more, by an admin's doing; and whole tables. */
  readonly forbidden = new Set<string>();
  /** A rule of this environment's own: what it refuses to be written to a row, by whom. */
  refuses: (table: string, id: string, values: Readonly<Record<string, unknown>>, userId: string) => boolean =
    () => false;
  /** Rows of which a write was refused for their own sake. */
  readonly refused = new Set<string>();
  /** Delta links made before this version are too old. */
  private oldest = 0;

  constructor(
    private readonly now: () => number,
    private readonly random: Random,
  ) {}

  onHappening(listener: (happening: Happening) => void): void {
    this.listeners.push(listener);
  }

  rows(table: string): readonly StoredRow[] {
    return [...this.tableOf(table).values()];
  }

  get(table: string, id: string): StoredRow | undefined {
    return this.tableOf(table).get(id.toLowerCase());
  }

  /** All of `work` or nothing of it, as one request of the platform; what happened is told afterwards. */
  together<T>(work: () => T): T {
    this.undo = [];
    this.telling = [];
    try {
      const result = work();
      for (const happening of this.telling) for (const listener of this.listeners) listener(happening);
      return result;
    } catch (error) {
      for (const { table, id, before } of this.undo.reverse()) {
        if (before) this.tableOf(table).set(id, before);
        else this.tableOf(table).delete(id);
      }
      throw error;
    }
  }

  create(logicalName: string, data: Json, userId: string, given?: string): string {
    const table = tableNamed(logicalName);
    const values = this.read(table, data);
    const id = (given ?? (values[table.primaryId] as string | undefined) ?? this.random.guid()).toLowerCase();
    if (this.get(logicalName, id)) throw refusals.duplicateId();
    this.requireWelcome(logicalName, id, values, userId);
    const time = UTC_SECONDS(this.now());
    const full = {
      ...unticked(table),
      statecode: ACTIVE,
      ownerid: userId,
      ...values,
      [table.primaryId]: id,
      createdon: time,
      createdby: userId,
      modifiedon: time,
      modifiedby: userId,
    };
    this.put(table, id, full);
    this.tell({ message: "Create", table: logicalName, id, changed: values, userId });
    return id;
  }

  update(logicalName: string, id: string, data: Json, userId: string, ifMatch?: string): void {
    const table = tableNamed(logicalName);
    const before = this.get(logicalName, id);
    if (!before) throw refusals.notFound(logicalName, id);
    if (ifMatch !== undefined && ifMatch !== "*" && ifMatch !== etagOf(before))
      throw refusals.versionMismatch();
    const { [table.primaryId]: _id, ...values } = this.read(table, data);
    this.requireWelcome(logicalName, before.id, values, userId);
    this.put(table, before.id, {
      ...before.values,
      ...values,
      modifiedon: UTC_SECONDS(this.now()),
      modifiedby: userId,
    });
    this.tell({ message: "Update", table: logicalName, id: before.id, changed: values, userId });
  }

  remove(logicalName: string, id: string, userId: string, ifMatch?: string): void {
    const before = this.get(logicalName, id);
    if (!before) throw refusals.notFound(logicalName, id);
    if (ifMatch !== undefined && ifMatch !== "*" && ifMatch !== etagOf(before))
      throw refusals.versionMismatch();
    this.keepUndo(logicalName, before.id);
    this.tableOf(logicalName).delete(before.id);
    this.log.push({ table: logicalName, id: before.id, version: ++this.versions });
    this.deleteAlong(logicalName, before.id, userId);
    this.follow(logicalName, before.id, null);
    this.tell({ message: "Delete", table: logicalName, id: before.id, changed: {}, userId });
  }

  /** The loser is deactivated and points to the master, which takes `content`; whatever pointed to the loser follows. */
  merge(logicalName: string, masterId: string, loserId: string, content: Json, userId: string): void {
    const [master, loser] = [this.get(logicalName, masterId), this.get(logicalName, loserId)];
    if (!master || !loser) throw refusals.notFound(logicalName, master ? loserId : masterId);
    if (master.values.statecode === INACTIVE || loser.values.statecode === INACTIVE)
      throw refusals.inactive();
    if (Object.keys(content).length > 0) this.update(logicalName, master.id, content, userId);
    this.follow(logicalName, loser.id, master.id);
    this.put(tableNamed(logicalName), loser.id, {
      ...this.get(logicalName, loser.id)!.values,
      masterid: master.id,
      merged: true,
      statecode: INACTIVE,
      statuscode: 2,
      modifiedon: UTC_SECONDS(this.now()),
      modifiedby: userId,
    });
    this.tell({
      message: "Merge",
      table: logicalName,
      id: loser.id,
      changed: {},
      masterId: master.id,
      userId,
    });
  }

  /** Values by the names a query uses. */
  named(row: StoredRow): Named {
    return (name) => row.values[/^_(.+)_value$/.exec(name)?.[1] ?? name] ?? null;
  }

  /** A row as an answer shows it. */
  shown(logicalName: string, row: StoredRow, select: readonly string[]): Json {
    const named = this.named(row);
    for (const name of select) this.requireColumn(logicalName, name);
    return {
      "@odata.etag": etagOf(row),
      [tableNamed(logicalName).primaryId]: row.id,
      ...Object.fromEntries(select.map((name) => [name, named(name)])),
    };
  }

  /** Which tables the lookups among these point to. */
  targets(logicalName: string, row: StoredRow, select: readonly string[]): Json {
    const found = select.flatMap((name) => {
      const column = /^_(.+)_value$/.exec(name)?.[1];
      const id = column && row.values[column];
      const ways = tableNamed(logicalName).lookups.filter((lookup) => lookup.column === column);
      const to = typeof id === "string" && ways.find(({ target }) => this.get(target, id));
      return to ? [[`${name}@${LOOKUP_TABLE}`, to.target]] : [];
    });
    return Object.fromEntries(found) as Json;
  }

  /** Whether a query may name this: a column, or a lookup with or without `_…_value`. */
  requireColumn(logicalName: string, name: string): void {
    const table = tableNamed(logicalName);
    const column = /^_(.+)_value$/.exec(name)?.[1] ?? name;
    if (!table.kinds.has(name) && !table.lookups.some((lookup) => lookup.column === column))
      throw refusals.unknownColumn(logicalName, name);
  }

  get version(): number {
    return this.versions;
  }

  /** Ids that changed after a version, each once, the latest change last. */
  changedSince(logicalName: string, version: number): readonly string[] {
    if (version < this.oldest) throw refusals.staleDelta();
    const ids = this.log.filter((each) => each.table === logicalName && each.version > version);
    return [...new Set(ids.map((each) => each.id))];
  }

  forgetChanges(): void {
    this.oldest = this.versions;
  }

  private requireWelcome(
    table: string,
    id: string,
    values: Readonly<Record<string, unknown>>,
    userId: string,
  ): void {
    if (!this.refuses(table, id, values, userId)) return;
    this.refused.add(id);
    throw refusals.againstARule();
  }

  private tableOf(logicalName: string): Map<string, StoredRow> {
    const table = this.tables.get(logicalName);
    if (!table) throw new Error(`The simulated Dataverse has no table ${logicalName}.`);
    return table;
  }

  private put(table: Table, id: string, values: Readonly<Record<string, unknown>>): void {
    this.requireKeys(table, id, values);
    this.keepUndo(table.logicalName, id);
    const version = ++this.versions;
    this.tableOf(table.logicalName).set(id, { id, values, version });
    this.log.push({ table: table.logicalName, id, version });
  }

  /** A contact goes with its account, as the platform's parental relationship says. */
  private deleteAlong(target: string, id: string, userId: string): void {
    for (const table of TABLES) {
      const along = table.lookups.filter((lookup) => lookup.target === target && lookup.cascadesDelete);
      if (along.length === 0) continue;
      for (const row of [...this.rows(table.logicalName)])
        if (along.some(({ column }) => row.values[column] === id))
          this.remove(table.logicalName, row.id, userId);
    }
  }

  /** Rows that point to one that is deleted lose the link (RemoveLink), to one that is merged follow its master. */
  private follow(target: string, id: string, to: string | null): void {
    for (const table of TABLES) {
      const pointing = table.lookups.filter(
        (lookup) => lookup.target === target && lookup.column !== "masterid",
      );
      if (pointing.length === 0) continue;
      for (const row of this.rows(table.logicalName)) {
        const hit = pointing.filter((lookup) => row.values[lookup.column] === id);
        if (hit.length > 0)
          this.put(table, row.id, {
            ...row.values,
            ...Object.fromEntries(hit.map((each) => [each.column, to])),
          });
      }
    }
  }

  private requireKeys(table: Table, id: string, values: Readonly<Record<string, unknown>>): void {
    for (const key of table.keys) {
      const own = key.columns.map((column) => keyPart(values[column]));
      // A key with an empty part is not enforced.
      if (own.includes("")) continue;
      for (const other of this.tableOf(table.logicalName).values()) {
        if (other.id === id || !key.columns.every((column, at) => keyPart(other.values[column]) === own[at]))
          continue;
        // Two links for one row, as after a merge of two rows: which record the second one is for is known by its external id.
        this.refused.add(String(values.wave_externalid ?? id));
        throw refusals.keyViolated(key.name);
      }
    }
  }

  /** A body -> values by column: binds become GUIDs, whose rows must be there. */
  private read(table: Table, data: Json): Record<string, unknown> {
    const values: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(data)) {
      if (name === "@odata.type" || name === "@odata.etag") continue;
      const nav = /^(.+)@odata\.bind$/.exec(name)?.[1];
      if (nav === undefined) {
        if (!table.kinds.has(name)) throw refusals.unknownColumn(table.logicalName, name);
        const most = table.maxLengths[name];
        if (most !== undefined && typeof value === "string" && value.length > most)
          throw refusals.tooLong(table.logicalName, name, most);
        values[name] = value === "" ? null : (value ?? null);
        continue;
      }
      const lookup = table.lookups.find((each) => each.nav === nav);
      if (!lookup) throw refusals.unknownColumn(table.logicalName, nav);
      values[lookup.column] = value === null ? null : this.bound(String(value));
    }
    return values;
  }

  /** The id of the row that is named. @throws DataverseError where there is no such one */
  bound(reference: string): string {
    const match = /^\/?(\w+)\(([0-9a-f-]{36})\)$/i.exec(reference);
    const target = match && tableOfSet(match[1]!);
    if (!match || !target) throw refusals.notUnderstood(reference);
    const id = match[2]!.toLowerCase();
    if (!this.get(target.logicalName, id)) throw refusals.notFound(target.logicalName, id);
    return id;
  }

  private keepUndo(table: string, id: string): void {
    this.undo.push({ table, id, before: this.tableOf(table).get(id) });
  }

  private tell(happening: Happening): void {
    this.telling.push(happening);
  }
}

export function etagOf(row: StoredRow): string {
  return `W/"${row.version}"`;
}

/** Yes-no columns are never empty. */
const unticked = ({ kinds }: Table): Record<string, unknown> =>
  Object.fromEntries([...kinds].flatMap(([name, kind]) => (kind === "boolean" ? [[name, false]] : [])));

const keyPart = (value: unknown): string =>
  value === null || value === undefined ? "" : String(value).trimEnd().toLowerCase();
