import { DocumentError } from "../../../../core/mapping/document";
import type { FieldMap } from "../../../../core/mapping/field-map";
import type { MappingRow } from "../data/mapping";
import { fieldName } from "./names";
import { parseLines } from "./read-page";

/** Names of the lines that are not the same in both versions. */
export function differentLines(ours: FieldMap, theirs: MappingRow): readonly string[] {
  const parsed = parseLines(theirs);
  if (parsed instanceof DocumentError) return [];
  const { lines } = parsed;
  const all = new Map([...lines, ...ours.lines].map((line) => [line.id, line.systemField ?? line.column]));
  const told = (map: FieldMap["lines"], id: string) =>
    JSON.stringify(map.find((line) => line.id === id) ?? null);
  return [...all].flatMap(([id, name]) =>
    told(lines, id) === told(ours.lines, id) ? [] : [fieldName(name)],
  );
}
