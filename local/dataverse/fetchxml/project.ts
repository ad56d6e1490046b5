import type { StoredValue } from "../contracts";
import type { Column } from "../metadata/types";
import { accessColumn } from "../query/access";
import { columnOf, type Joined, type Member, type Scope } from "./scope";
import type { FetchCell, FetchRow } from "./types";

/** Turns joined rows into answer rows: the chosen columns of each table, links under `alias.column`. */
export function projector(scope: Scope, distinct: boolean): (row: Joined) => FetchRow {
  const chosen = scope.members.map((member) => ({ member, columns: columnsOf(member, distinct) }));
  return (row) => {
    const main = row[0];
    const cells = chosen.flatMap(({ member, columns }) =>
      columns.map((choice) => cellOf(choice, member, row)),
    );
    return { id: main?.id, version: main?.version, cells };
  };
}

interface Choice {
  readonly column: Column;
  readonly key: string;
  readonly aliased: boolean;
}

function columnsOf(member: Member, distinct: boolean): readonly Choice[] {
  const { query, table, alias } = member;
  const named = (column: Column): Choice =>
    alias === undefined
      ? { column, key: column.logicalName, aliased: false }
      : { column, key: `${alias}.${column.logicalName}`, aliased: true };
  if (query.allAttributes)
    return [...table.columns.values()].filter((column) => column.validForRead).map(named);
  const choices = query.attributes.map((attribute) => {
    const column = columnOf(member, attribute.name);
    return attribute.alias === undefined ? named(column) : { column, key: attribute.alias, aliased: true };
  });
  const id = table.columns.get(table.primaryId);
  const hasId = choices.some((choice) => choice.column.isPrimaryId);
  // The platform always answers the main row's id, except where it would make every row distinct.
  return alias === undefined && id !== undefined && !hasId && !distinct ? [...choices, named(id)] : choices;
}

function cellOf({ column, key, aliased }: Choice, member: Member, row: Joined): FetchCell {
  const own = row[member.index];
  const value: StoredValue = own === undefined ? null : (accessColumn(column)(own) ?? null);
  return { key, value, column, table: member.table.logicalName, aliased };
}
