import type { CallContext, Kernel, StoredRow } from "../contracts";
import { fetchNoColumn, fetchNoTable } from "../errors";
import type { Column, Table } from "../metadata/types";
import type { QueryScope } from "../query/types";
import type { FetchLink, FetchQuery, FetchTable } from "./types";

/** One row of the join: the main row and each linked row, by position in {@link Scope.members}. */
export type Joined = readonly (StoredRow | undefined)[];

/** A table of the query and where its row stands in a joined row. */
export interface Member {
  readonly index: number;
  readonly table: Table;
  readonly query: FetchTable | FetchLink;
  /** Undefined for the main table. */
  readonly alias?: string;
  readonly parent?: Member;
}

/** Everything a running query needs, names already checked. */
export interface Scope {
  readonly kernel: Kernel;
  readonly context: CallContext;
  readonly members: readonly Member[];
  readonly conditions: QueryScope;
}

/** Resolves the query's tables, requires the caller's Read privilege on each, and refuses unknown names. */
export function scopeOf(kernel: Kernel, context: CallContext, query: FetchQuery): Scope {
  const members: Member[] = [];
  const add = (part: FetchTable | FetchLink, parent?: Member): void => {
    const table = kernel.model.table(part.name);
    if (table === undefined) throw fetchNoTable(part.name);
    kernel.security.require(context, "Read", part.name);
    const member: Member = { index: members.length, table, query: part, alias: part.alias, parent };
    members.push(member);
    for (const link of part.links) {
      columnOf(member, link.to);
      add(link, member);
    }
    if ("from" in part) columnOf(member, part.from);
  };
  add(query.table);
  return { kernel, context, members, conditions: { kernel, context, reader: kernel.store } };
}

/** The column of a member; 0x80041103 when its table has none of that name. */
export function columnOf(member: Member, name: string): Column {
  const column = member.table.columns.get(name);
  // What can only be written (a webhook's secret) is not to be found out by asking for it either.
  if (column === undefined || !column.validForRead) throw fetchNoColumn(member.table.logicalName, name);
  return column;
}

/** The member a condition names by `entityname`. */
export function memberByAlias(scope: Scope, alias: string): Member {
  const member = scope.members.find(
    (candidate) => candidate.alias === alias || candidate.table.logicalName === alias,
  );
  if (member === undefined) throw fetchNoTable(alias);
  return member;
}
