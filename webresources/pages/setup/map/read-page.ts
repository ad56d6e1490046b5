import type { OtherMapping } from "../../../../core/mapping/check/check-both-places";
import { DocumentError } from "../../../../core/mapping/document";
import { parseFieldMap } from "../../../../core/mapping/schema/field-map";
import type { SystemFields } from "../../../../core/mapping/system-fields";
import type { DescribedObject } from "../../../../core/operation/description";
import { describe } from "../data/describe";
import { readColumnsOf, readMapping, type MappingRow } from "../data/mapping";
import type { PageContext } from "../page-context";
import type { Judging } from "./judge";

/** What a page about a mapping shows and judges by. */
export interface MappingParts {
  readonly mapping: MappingRow;
  readonly by: Judging;
  /** What the connector says of the system's object. */
  readonly object: DescribedObject | undefined;
}

/** The mapping, its table's columns, and what the connector knows of the system. @throws ClientError */
export async function readParts(
  page: Pick<PageContext, "lcid" | "send">,
  mappingId: string,
): Promise<MappingParts> {
  const { mapping, others } = await readMapping(page.send, mappingId);
  const [columns, { connections }] = await Promise.all([
    readColumnsOf(page.send, mapping.table),
    describe(page, mapping.connectionId),
  ]);
  const described = connections.find(({ id }) => id === mapping.connectionId);
  const objectOf = (object: string) => described?.objects?.find(({ name }) => name === object);
  const fieldsOf = (object: string): SystemFields =>
    Object.fromEntries((objectOf(object)?.fields ?? []).map((field) => [field.name, field]));
  const readable = others.flatMap((other): OtherMapping[] => {
    const map = parseLines(other);
    if (map instanceof DocumentError) return [];
    const { name, systemObject } = other;
    return [{ name, systemObject, lines: map.lines, fields: fieldsOf(systemObject) }];
  });
  return {
    mapping,
    object: objectOf(mapping.systemObject),
    by: {
      systemObject: mapping.systemObject,
      direction: mapping.direction,
      conflict: mapping.conflict,
      columns,
      fields: fieldsOf(mapping.systemObject),
      offers: { activities: described?.activities ?? false },
      others: readable,
    },
  };
}

/** A mapping's field map, or what is wrong with it. */
export function parseLines(mapping: Pick<MappingRow, "fieldMap" | "conflict">) {
  try {
    return parseFieldMap(mapping.fieldMap, mapping.conflict);
  } catch (error) {
    if (error instanceof DocumentError) return error;
    throw error;
  }
}
