import { externalIdOf } from "../../../core/mapping/external-id";
import { SyncStatus } from "../../../core/generated/schema";
import type { Row, SystemRecord } from "../../../core/records";
import { DataverseError } from "../../dataverse/dataverse-error";
import { recordDiffersFromBase } from "../../../core/plan/differs-from-base";
import { rowIdFor } from "../../../core/ids/record-ids";
import { linksByName, type EndReason, type LinkState } from "../../state/links";
import { recordKeys } from "../../state/record-leases";
import type { HeldRecords } from "./held-records";
import type { Known } from "./known";
import { asRemembered, doubtfulClaims, type Claim, type Doubt } from "../match/carried-ids";
import type { Candidates } from "../match/candidates";
import { candidatesByQuery } from "../match/candidates-by-query";
import { dropRecords } from "../match/record-list";
import { carriersOf } from "./carriers";
import type { LinkRow } from "../item";
import { masterOf, readAround } from "./read";
import { linkScope, systemCall, type Sync } from "../sync";
import { objectOf } from "../../systems/contract/system";

/**
 * What is known of some records and of whatever they are joined to: rows, records of the system, links and their states, all
 * read under their leases.
 */
export class LoadedRecords {
  /** Record leases held. */
  readonly keys = new Set<string>();
  /** By row id. An error: it cannot be read; 404 means that it is not there. */
  readonly rows = new Map<string, Row | DataverseError>();
  /** By external id; null: the system has none. */
  readonly records = new Map<string, SystemRecord | null>();
  /** Ids of rows that the mapping's view was found to hold. */
  readonly inScope = new Set<string>();
  private readonly links = new Map<string, LinkRow>();
  /** The links by either name, until more is read. */
  private linksByName: ReadonlyMap<string, LinkRow> | null = null;
  private readonly states = new Map<string, LinkState>();
  /** By external id: links that hold to rows of other tables. */
  private readonly elsewhere = new Map<string, LinkState>();
  /** Records that were listed before. */
  private readonly listedBefore = new Set<string>();
  /** Those of them that are believed as they were listed. */
  private readonly asListed = new Set<string>();
  /** Row of an external id of which no link is known. */
  private readonly carriers = new Map<string, string>();
  /** By row id: rows that carry an id of which nothing proves that we wrote it. */
  private doubts: ReadonlyMap<string, Doubt> = new Map();

  /** @param known what was read before: it is not read again unless it says something else than both sides agreed on */
  constructor(
    readonly sync: Sync,
    private readonly held: HeldRecords,
    private readonly known?: Known,
  ) {}

  /**
   * Leases and reads these records, and from there every record that a link, an id in a row or a merge leads to.
   * False when somebody else holds one of them.
   */
  async take(names: { rowIds?: readonly string[]; externalIds?: readonly string[] }): Promise<boolean> {
    let fresh = this.unknown(names.rowIds ?? [], names.externalIds ?? []);
    while (fresh.rowIds.length > 0 || fresh.externalIds.length > 0) {
      if (!(await this.lease(fresh))) return false;
      // Our own memory mostly knows the other side: then both are read at once.
      const others = this.unknownAfter(fresh, await this.remember(fresh));
      if (!(await this.lease({ ...others, rowIds: [...others.rowIds, ...this.toBeCreated(fresh)] })))
        return false;
      const all = {
        rowIds: [...fresh.rowIds, ...others.rowIds],
        externalIds: [...fresh.externalIds, ...others.externalIds],
      };
      if (others.rowIds.length > 0 || others.externalIds.length > 0) await this.remember(others);
      const found = await this.read(all, new Set(names.rowIds));
      fresh = this.unknown(found.rowIds, found.externalIds);
    }
    this.doubts = await doubtfulClaims(this.sync, this.claims(), (id) => this.stateOf(id));
    return true;
  }

  /**
   * Claims what records that are not there yet would be recognised by: of rows that are the same, looked at side by side, one finds
   * what became of the other. False when somebody else has claimed one of them.
   */
  claim(keys: readonly string[]): Promise<boolean> {
    const { table } = this.sync.mapping;
    return this.leaseAll(keys.map((key) => recordKeys.likeness(table, key)));
  }

  row(id: string): Row | null {
    const read = this.rows.get(id);
    return read === undefined || read instanceof DataverseError ? null : read;
  }

  /** True when Dataverse said definitely that it has no such row. */
  isGone(id: string): boolean {
    const read = this.rows.get(id);
    return read instanceof DataverseError && read.status === 404;
  }

  /** The link of a row, or of an external id: one that holds rather than one that has ended. */
  linkOf(name: { readonly rowId: string } | { readonly externalId: string }): LinkRow | null {
    this.linksByName ??= this.namedLinks();
    return this.linksByName.get(linkName(name)) ?? null;
  }

  private namedLinks(): ReadonlyMap<string, LinkRow> {
    const named = new Map<string, LinkRow>();
    for (const read of this.links.values()) {
      const link = asRemembered(read, this.states.get(read.externalId), (id) => this.isGone(id));
      for (const name of [linkName({ rowId: link.recordId }), linkName(link)]) {
        const other = named.get(name);
        if (!other || (this.endOf(other) && !this.endOf(link))) named.set(name, link);
      }
    }
    return named;
  }

  /** Why a link has ended; undefined while it holds. */
  endOf(link: LinkRow): EndReason | undefined {
    const state = this.states.get(link.externalId);
    if (state?.ended) return state.ended;
    return link.status === SyncStatus.Unlinked ? "unlinked" : undefined;
  }

  stateOf(externalId: string): LinkState | null {
    return this.states.get(externalId) ?? null;
  }

  /** The row of another table that this record is joined to, if it is. */
  rowElsewhere(externalId: string): Pick<LinkState, "table" | "recordId"> | null {
    return this.elsewhere.get(externalId) ?? null;
  }

  /** The row whose external-ID column names this record, or that we have created for it. */
  carrierOf(externalId: string): string | null {
    return this.carriers.get(externalId) ?? null;
  }

  /** The external id a row carries in its column. */
  carriedBy(row: Row | null): string | null {
    const column = this.sync.mapping.externalIdColumn?.column;
    return column && row ? externalIdOf(this.sync.mapping, row.values[column]) : null;
  }

  /** Why the id a row carries is not believed; undefined where it is, or carries none. */
  doubtAbout(rowId: string): Doubt | undefined {
    return this.doubts.get(rowId);
  }

  /** Rows that say of themselves which record they stand for, where no link says it. */
  private claims(): readonly Claim[] {
    const byColumn = [...this.rows.values()].flatMap((row) =>
      row instanceof DataverseError ? [] : [[this.carriedBy(row), row.id.toLowerCase()] as const],
    );
    const claims = new Map<string, Claim>();
    for (const [externalId, rowId] of [...this.carriers, ...byColumn]) {
      const record = externalId === null ? null : this.records.get(externalId);
      const row = this.row(rowId);
      if (!record || !row) continue;
      const link = this.linkOf({ externalId: record.id });
      if (!link || this.endOf(link)) claims.set(rowId, { row, record });
    }
    return [...claims.values()];
  }

  /** Rows that lost a merge to this one, in a fixed order. */
  losersOf(rowId: string): readonly Row[] {
    return [...this.rows.values()]
      .filter((read): read is Row => !(read instanceof DataverseError) && masterOf(read) === rowId)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  private unknown(rowIds: readonly string[], externalIds: readonly string[]) {
    return {
      rowIds: [...new Set(rowIds)].filter((id) => !this.rows.has(id)),
      externalIds: [...new Set(externalIds)].filter((id) => !this.records.has(id)),
    };
  }

  private unknownAfter(
    taken: { readonly rowIds: readonly string[]; readonly externalIds: readonly string[] },
    states: readonly LinkState[],
  ) {
    const holding = states.filter((state) => state.ended === null);
    const { rowIds, externalIds } = this.unknown(
      holding.map((state) => state.recordId),
      holding.map((state) => state.externalId),
    );
    return {
      rowIds: rowIds.filter((id) => !taken.rowIds.includes(id)),
      externalIds: externalIds.filter((id) => !taken.externalIds.includes(id)),
    };
  }

  private async lease(names: {
    readonly rowIds: readonly string[];
    readonly externalIds: readonly string[];
  }): Promise<boolean> {
    const { connection, mapping, table } = this.sync;
    const keys = [
      ...names.rowIds.map((id) => recordKeys.row(table.logicalName, id)),
      ...names.externalIds.map((id) => recordKeys.external(connection.id, mapping.systemObject, id)),
    ];
    return this.leaseAll(keys);
  }

  private async leaseAll(keys: readonly string[]): Promise<boolean> {
    const held = await this.held.lease(keys);
    for (const key of held) this.keys.add(key);
    return keys.every((key) => held.has(key));
  }

  /** Rows that records without one may get: an event about such a row has to wait until it is known whose it is. */
  private toBeCreated({ externalIds }: { readonly externalIds: readonly string[] }): readonly string[] {
    const { connection, mapping } = this.sync;
    return externalIds
      .filter((id) => this.states.get(id)?.ended !== null)
      .map((id) => rowIdFor(connection.id, mapping.systemObject, id));
  }

  private async remember(names: {
    readonly rowIds: readonly string[];
    readonly externalIds: readonly string[];
  }): Promise<readonly LinkState[]> {
    const { database, table } = this.sync;
    const states = await linksByName(database, linkScope(this.sync), table.logicalName, {
      externalIds: names.externalIds,
      recordIds: names.rowIds,
    });
    const ours = states.filter((state) => state.table === table.logicalName);
    for (const state of ours) this.states.set(state.externalId, state);
    for (const state of states)
      if (state.table !== table.logicalName && state.ended === null)
        this.elsewhere.set(state.externalId, state);
    return ours;
  }

  /** Reads both sides at once; gives the names that turned up. */
  private async read(
    names: { readonly rowIds: readonly string[]; readonly externalIds: readonly string[] },
    queued: ReadonlySet<string>,
  ) {
    const { adapter } = this.sync.connection;
    const { systemObject } = this.sync.mapping;
    const listed = await this.listed(names.externalIds);
    const unread = names.externalIds.filter((id) => !listed.has(id));
    const news = this.known?.candidates.news;
    const [around, records] = await Promise.all([
      readAround(this.sync, {
        ...names,
        // Where a link is known, no other row is looked for.
        unlinked: names.externalIds.filter((id) => this.states.get(id)?.ended !== null),
        queued: names.rowIds.filter((id) => queued.has(id)),
        alongside: this.records.size === 0 && news ? news.paths : [],
      }),
      unread.length > 0 ? objectOf(adapter, systemObject).readMany(unread, systemCall(this.sync)) : [],
    ]);
    this.linksByName = null;
    await news?.take(around.alongside);
    const read = new Set(records.map(({ id }) => id));
    await dropRecords(
      this.sync,
      unread.filter((id) => !read.has(id)),
    );
    for (const [id, record] of listed) {
      this.records.set(id, record);
      this.asListed.add(id);
    }
    for (const id of unread) this.records.set(id, null);
    for (const record of records) this.records.set(record.id, record);
    for (const [id, read] of around.rows) this.rows.set(id, read);
    for (const link of around.links) this.links.set(link.id, link);
    const rows = [...around.rows.values()].filter((read): read is Row => !(read instanceof DataverseError));
    for (const [id, row] of carriersOf(this.sync, [...rows, ...around.carriers], names.externalIds))
      this.carriers.set(id, row.id);
    return {
      rowIds: [
        ...around.links.map((link) => link.recordId).filter((id) => id !== ""),
        ...around.carriers.map((row) => row.id),
        ...around.losers,
        ...rows.flatMap((row) => masterOf(row) ?? []),
      ],
      externalIds: [
        ...around.links.map((link) => link.externalId),
        ...rows.flatMap((row) => this.carriedBy(row) ?? []),
      ],
    };
  }

  /**
   * Records that were listed and say what both sides agreed on last, or are new. Any other one may have been brought together
   * since it was listed, and an old value must not pass for a new one. What the system tells in this very moment is believed.
   */
  private async listed(externalIds: readonly string[]): Promise<ReadonlyMap<string, SystemRecord>> {
    const listed = new Map<string, SystemRecord>();
    if (!this.known || externalIds.length === 0) return listed;
    const { mapping, columns, systemFields } = this.sync;
    const comparing = { mapping, columns, ...(systemFields ? { systemFields } : {}) };
    const known = await this.known.records(externalIds);
    for (const id of externalIds) {
      const record = known.get(id);
      if (!record) continue;
      this.listedBefore.add(id);
      if (this.known.old?.has(id)) continue;
      const base = this.stateOf(id)?.base;
      if (this.known.told || !(base && recordDiffersFromBase(comparing, record, base)))
        listed.set(id, record);
    }
    return listed;
  }

  /** Where records and rows without a link may find their other side. */
  get candidates(): Candidates {
    const candidates = this.known?.candidates ?? candidatesByQuery(this.sync);
    return {
      rowsLike: (records) => candidates.rowsLike(records),
      recordsLike: (rows) => candidates.recordsLike(rows, (record) => this.seenSince(record)),
      ...(candidates.news ? { news: candidates.news } : {}),
    };
  }

  /**
   * A search has read a record again. What was typed between the two readings would be written over, where the system takes no
   * conditions; an index that lags behind is not believed.
   */
  private seenSince(record: SystemRecord): void {
    const before = this.records.get(record.id);
    if (!before?.modifiedOn || !record.modifiedOn || record.trouble) return;
    if (Date.parse(record.modifiedOn) > Date.parse(before.modifiedOn)) this.records.set(record.id, record);
  }

  /** True where the system tells of the record in this very moment: it is there. */
  isTold(externalId: string): boolean {
    return this.known?.told === true && this.listedBefore.has(externalId);
  }

  /** True where an import believes of a record what was listed before it; a comparison's list is up to date. */
  isAsListed(externalId: string): boolean {
    return this.known?.leavesOutGone === true && this.asListed.has(externalId);
  }

  /** True where a record was listed and is gone since. */
  isGoneSinceListed(externalId: string | null): boolean {
    if (externalId === null || !this.known?.leavesOutGone || !this.listedBefore.has(externalId)) return false;
    return this.records.get(externalId) === null;
  }
}

function linkName(name: { readonly rowId: string } | { readonly externalId: string }): string {
  return "rowId" in name ? `row/${name.rowId}` : `external/${name.externalId}`;
}
