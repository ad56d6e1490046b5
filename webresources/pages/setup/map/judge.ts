import { checkBothPlaces, type OtherMapping } from "../../../../core/mapping/check/check-both-places";
import { checkFieldMap, checkLine, type Offers } from "../../../../core/mapping/check/check-line";
import type { CheckResult } from "../../../../core/mapping/check/types";
import type { Columns } from "../../../../core/mapping/columns";
import { columnOf } from "../../../../core/mapping/lookup-path";
import type { SystemFields } from "../../../../core/mapping/system-fields";
import type { Direction, MappingLine } from "../../../../core/mapping/types";
import { validateFieldMap } from "../../../../core/mapping/validate-field-map";
import type { DocumentProblem } from "../../../../core/mapping/document";
import { isUnfinished, newLine, type Draft } from "./draft";

/** What lines are judged by. */
export interface Judging {
  readonly systemObject: string;
  readonly direction: Direction;
  readonly conflict: MappingLine["conflict"];
  readonly columns: Columns;
  readonly fields: SystemFields;
  readonly offers: Offers;
  readonly others: readonly OtherMapping[];
}

export interface LineVerdict {
  readonly check: CheckResult | undefined;
  /** It lacks something; nothing is said of it yet. */
  readonly unfinished: boolean;
  /** It contradicts another line, or itself. */
  readonly problems: readonly DocumentProblem[];
}

/** The verdict on every line, by its id: the check that the connector makes, here as one chooses. */
export function judge(draft: Draft, by: Judging): ReadonlyMap<string, LineVerdict> {
  const { columns, fields, offers, others, systemObject } = by;
  const checks = checkBothPlaces(
    checkFieldMap(draft.lines, columns, fields, offers),
    { systemObject, lines: draft.lines, fields },
    others,
  );
  const problems = validateFieldMap(draft);
  return new Map(
    draft.lines.map((line, at) => {
      const unfinished = isUnfinished(line);
      return [
        line.id,
        {
          check: unfinished ? undefined : checks[at],
          unfinished,
          problems: unfinished ? [] : problems.filter((problem) => problem.line === line.id),
        },
      ];
    }),
  );
}

/** What keeps a draft from being saved: lines that lack something, contradict each other or can't work. What is merely yellow doesn't. */
export function breaks({ check, problems, unfinished }: LineVerdict): boolean {
  return unfinished || problems.length > 0 || check?.level === "unsupported";
}

/** The verdict on one line as it would be. */
export function wouldBe(line: MappingLine, { columns, fields, offers }: Judging): CheckResult {
  return checkLine(line, columns, fields, offers);
}

/** Letters and digits alone, without the prefix of a publisher. */
const bare = (name: string): string =>
  name
    .toLowerCase()
    .replace(/^[a-z0-9]{2,8}_/, "")
    .replace(/[^a-z0-9]/g, "");

/** Lines for fields that no line takes, to columns of the same name, as far as they would work. */
export function suggestions(draft: Draft, by: Judging): readonly MappingLine[] {
  const mapped = new Set(draft.lines.map(({ systemField }) => systemField));
  const taken = new Set(draft.lines.map(({ column }) => columnOf(column)));
  const byName = new Map<string, string>();
  for (const { label, name } of Object.values(by.columns)) {
    if (taken.has(columnOf(name)) || name.includes(".")) continue;
    for (const known of [label ?? "", name])
      if (known && !byName.has(bare(known))) byName.set(bare(known), name);
  }
  return Object.values(by.fields).flatMap((field) => {
    const column = byName.get(bare(field.name));
    if (mapped.has(field.name) || column === undefined) return [];
    const line = newLine(draft.lines, "field", by, { systemField: field.name, column });
    const fitting = field.readOnly ? { ...line, direction: "toDataverse" as const } : line;
    return wouldBe(fitting, by).level === "unsupported" ? [] : [fitting];
  });
}

/** What one of both sides refuses a record without, and no line fills. */
export function missing(
  draft: Draft,
  by: Judging,
): { readonly columns: readonly string[]; readonly fields: readonly string[] } {
  const into = (way: Direction) =>
    draft.lines.filter(({ direction }) => direction === "both" || direction === way);
  const columns = new Set(into("toDataverse").map(({ column }) => columnOf(column)));
  const fields = new Set(into("toSystem").map(({ systemField }) => systemField));
  return {
    columns:
      by.direction === "toSystem"
        ? []
        : Object.values(by.columns)
            .filter(
              ({ name, notOnCreate, required }) =>
                required === "application" && !notOnCreate && !columns.has(columnOf(name)),
            )
            .map(({ name }) => name),
    fields:
      by.direction === "toDataverse"
        ? []
        : Object.values(by.fields)
            .filter(({ name, required }) => required && !fields.has(name))
            .map(({ name }) => name),
  };
}
