import { DocumentError } from "../../core/mapping/document";
import { columnOf } from "../../core/mapping/lookup-path";
import type { Columns } from "../../core/mapping/columns";
import type { Mapping } from "../../core/mapping/types";
import type { Comparable } from "../../core/values/same";
import type { ConfiguredMapping } from "./configuration";

/** Matter whatever is mapped: whether a row is in use, whose it is, and whom a contact works for. */
const ALWAYS = ["statecode", "ownerid", "parentcustomerid"];

/**
 * Columns of a table whose change may matter to a mapping, those its view asks for (`ofView`) included, and how their values are compared; of those, the ones the
 * table has. None while the mapping's documents cannot be read.
 */
export function watchedColumns(
  { mapping }: Pick<ConfiguredMapping, "mapping">,
  columns: Columns,
  ofView: readonly string[] = [],
): Readonly<Record<string, Comparable>> {
  if (mapping instanceof DocumentError) return {};
  const names = [...new Set([...columnsNamedBy(mapping), ...ofView, ...ALWAYS])].sort();
  return Object.fromEntries(
    names.flatMap((name) => {
      const column = columns[name];
      // A row's own id never changes, and as a column to watch it means every change.
      if (!column || column.notReadable || column.type === "uniqueIdentifier") return [];
      const { type, format, precision, dateOnly } = column;
      return [[name, withoutGaps({ type, format, precision, dateOnly })]];
    }),
  );
}

function columnsNamedBy({ lines, matchRules, externalIdColumn, policies }: Mapping): readonly string[] {
  const { companies } = policies;
  const ofCompany = companies?.link
    ? [...companies.contactColumns.domain, companies.contactColumns.name ?? ""]
    : [];
  return [
    ...lines.map((line) => columnOf(line.column)),
    ...matchRules.flat().map((condition) => columnOf(condition.column)),
    ...(externalIdColumn ? [externalIdColumn.column] : []),
    ...ofCompany,
  ];
}

/** Undefined members are lost in the database: left out here, so that what was stored equals what is made anew. */
function withoutGaps(comparable: Comparable): Comparable {
  return JSON.parse(JSON.stringify(comparable)) as Comparable;
}
