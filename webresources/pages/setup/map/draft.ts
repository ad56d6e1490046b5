import type { FieldMap } from "../../../../core/mapping/field-map";
import type { Direction, LineKind, MappingLine } from "../../../../core/mapping/types";

/** A field map as somebody edits it: lines may be unfinished. */
export type Draft = FieldMap;

export type DraftAction =
  | { readonly type: "start"; readonly map: FieldMap }
  | { readonly type: "add"; readonly line: MappingLine }
  | { readonly type: "change"; readonly id: string; readonly to: Partial<MappingLine> }
  | { readonly type: "remove"; readonly id: string }
  | { readonly type: "move"; readonly id: string; readonly by: -1 | 1 };

export function changeDraft(draft: Draft, action: DraftAction): Draft {
  switch (action.type) {
    case "start":
      return action.map;
    case "add":
      return { ...draft, lines: [...draft.lines, action.line] };
    case "change":
      return {
        ...draft,
        lines: draft.lines.map((line) => (line.id === action.id ? changed(line, action.to) : line)),
      };
    case "remove":
      return { ...draft, lines: draft.lines.filter(({ id }) => id !== action.id) };
    case "move":
      return { ...draft, lines: moved(draft.lines, action.id, action.by) };
  }
}

/** What is taken away ({@link MappingLine.value} of another column, say) is not kept as an empty member. */
function changed(line: MappingLine, to: Partial<MappingLine>): MappingLine {
  const whole = Object.entries({ ...line, ...to }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(whole) as unknown as MappingLine;
}

function moved(lines: readonly MappingLine[], id: string, by: -1 | 1): readonly MappingLine[] {
  const at = lines.findIndex((line) => line.id === id);
  const to = at + by;
  if (at < 0 || to < 0 || to >= lines.length) return lines;
  const rest = lines.filter((line) => line.id !== id);
  return [...rest.slice(0, to), lines[at]!, ...rest.slice(to)];
}

/** Kinds that write a value which nobody reads anywhere: they go one way. */
const ONE_WAY: ReadonlySet<LineKind> = new Set(["fixed", "manual", "campaign", "engagement"]);

/** A line to begin with. Its id is made once and never changes: what both sides agreed on last is known by it. */
export function newLine(
  lines: readonly MappingLine[],
  kind: LineKind,
  { conflict, direction }: { readonly conflict: MappingLine["conflict"]; readonly direction: Direction },
  known: Partial<Pick<MappingLine, "systemField" | "column">> = {},
): MappingLine {
  return {
    id: freeId(lines, known.systemField ?? known.column ?? kind),
    kind,
    column: "",
    direction: ONE_WAY.has(kind) && direction === "both" ? "toDataverse" : direction,
    writeRule: "overwrite",
    conflict,
    transformations: [],
    ...(kind === "fixed" || kind === "engagement" ? { value: "" } : {}),
    ...known,
  };
}

function freeId(lines: readonly MappingLine[], wanted: string): string {
  const taken = new Set(lines.map(({ id }) => id));
  if (!taken.has(wanted)) return wanted;
  let number = 2;
  while (taken.has(`${wanted}${number}`)) number += 1;
  return `${wanted}${number}`;
}

/** Whether it lacks what its kind needs before anything can be said of it. */
export function isUnfinished(line: MappingLine): boolean {
  const needsField = line.kind === "field" || line.kind === "campaign" || line.direction === "toSystem";
  const needsValue = line.kind === "fixed" || line.kind === "engagement";
  return (
    line.column === "" ||
    (needsField && !line.systemField) ||
    (needsValue && (line.value === undefined || line.value === ""))
  );
}
