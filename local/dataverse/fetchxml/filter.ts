import { accessColumn } from "../query/access";
import { compileCondition } from "./condition";
import { columnOf, memberByAlias, type Joined, type Member, type Scope } from "./scope";
import type { FetchCondition, FetchFilter } from "./types";

export type JoinedTest = (row: Joined) => boolean;

/**
 * Compiles a member's filters. Conditions without `entityname` are about the member's own row; for a link-entity they
 * belong to the join, so an outer join keeps the row above when they fail.
 */
export function compileFilters(scope: Scope, member: Member): JoinedTest {
  return all(member.query.filters.map((filter) => compileFilter(scope, member, filter)));
}

function compileFilter(scope: Scope, member: Member, filter: FetchFilter): JoinedTest {
  const tests = [
    ...filter.conditions.map((condition) => compileOne(scope, member, condition)),
    ...filter.filters.map((inner) => compileFilter(scope, member, inner)),
  ];
  if (tests.length === 0) return () => true;
  return filter.type === "and" ? all(tests) : (row) => tests.some((test) => test(row));
}

function compileOne(scope: Scope, member: Member, condition: FetchCondition): JoinedTest {
  const owner = condition.entityName === undefined ? member : memberByAlias(scope, condition.entityName);
  const column = columnOf(owner, condition.attribute);
  const { operator, values } = condition;
  const test = compileCondition(operator, values, owner.table.logicalName, column, scope.conditions);
  const read = accessColumn(column);
  return (row) => {
    const own = row[owner.index];
    return test(own === undefined ? null : (read(own) ?? null));
  };
}

const all =
  (tests: readonly JoinedTest[]): JoinedTest =>
  (row) =>
    tests.every((test) => test(row));
