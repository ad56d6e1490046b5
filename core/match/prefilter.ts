import type { Comparison } from "../mapping/types";
import { lookupNamedBy } from "../mapping/lookup-name";
import type { SystemRecord, Value } from "../records";
import { isEmpty } from "../values/empty";
import type { CompiledGroup, CompiledRules } from "./compile";
import { domainKey, domainWithoutEndingKey } from "./comparisons/domain";
import { emailKey } from "./comparisons/email";
import { firstLetters } from "./first-letters";

/** Beginnings of two names leave one row in several hundred; a third would make the filter longer and save little. */
const MOST_NAME_TESTS = 2;

/** One test Dataverse can do itself (its comparisons ignore case): any of the values will do. */
export interface ColumnTest {
  readonly column: string;
  readonly test: "equals" | "startsWith" | "contains";
  readonly anyOf: readonly string[];
}

/** Tests of one group, all of which a row must pass; the rules then decide among the rows that did. */
export type GroupTests = readonly ColumnTest[];

/**
 * What to ask Dataverse for when looking for one record's candidates. It may bring rows that do not match, never too few:
 * names start alike, addresses contain the domain. Null when some group cannot be asked that way (all rows must then be
 * looked at); an empty list when no group has all its values, so that nothing can match.
 */
export function candidateTests(
  rules: CompiledRules,
  record: Pick<SystemRecord, "id" | "values">,
): readonly GroupTests[] | null {
  const groups: GroupTests[] = [];
  for (const group of rules.groups) {
    if (group.recordKeys(record).length === 0) continue;
    const tests = group.conditions.flatMap((condition, index) =>
      testOf(group, index, record, condition.comparison),
    );
    if (tests.length === 0) return null;
    const sharp = tests.filter((test) => test.test !== "startsWith");
    groups.push(sharp.length > 0 ? sharp : tests.slice(0, MOST_NAME_TESTS));
  }
  return groups;
}

function testOf(
  group: CompiledGroup,
  index: number,
  record: Pick<SystemRecord, "id" | "values">,
  comparison: Comparison,
): readonly ColumnTest[] {
  const value = group.valueOf(record, index);
  if (isEmpty(value) || lookupNamedBy(group.conditions[index]!.column) !== null) return [];
  const test = wordsOf(comparison, value ?? null);
  return test === null ? [] : [{ column: group.conditions[index]!.column, ...test }];
}

/** Null where the same value can be written in ways no test covers (phones, web addresses). */
function wordsOf(comparison: Comparison, value: Value): Omit<ColumnTest, "column"> | null {
  const text = String(value).trim();
  switch (comparison) {
    case "exact":
    case "ignoreCase":
      return { test: "equals", anyOf: [...new Set([text, text.normalize("NFC"), text.normalize("NFD")])] };
    case "email":
      return { test: "contains", anyOf: [emailKey(text)] };
    case "domain":
      return { test: "contains", anyOf: text.split(/,\s+/).map(domainKey).filter(Boolean) };
    case "domainWithoutEnding":
      return { test: "contains", anyOf: [domainWithoutEndingKey(text)] };
    case "name":
      return { test: "startsWith", anyOf: firstLetters(text) };
    case "phone":
    case "url":
      return null;
  }
}
