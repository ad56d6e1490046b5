import type { StoredRow } from "../contracts";
import { parseExpand } from "./expand";
import { projectionOf, type Query } from "./retrieve-multiple";
import { parseSelect } from "./select";
import { cultureOf } from "./write/culture";
import { rowWriter, type JsonRow } from "./write/row";

export interface RetrieveResult {
  readonly projection: string;
  readonly row: JsonRow;
}

/** Writes one row as `GET <entity set>(id)` answers it: `$select` and `$expand` only (docs: retrieve-entity-using-web-api). */
export const retrieve = (input: Query, row: StoredRow): RetrieveResult => {
  const { table, query, annotations } = input;
  const scope = { ...input, table: table.logicalName, aliases: query.aliases };
  const select = parseSelect(scope, table, query.options.get("$select"));
  const culture = cultureOf(scope);
  const expansions = parseExpand(
    { ...scope, annotations, culture, ...(input.base === undefined ? {} : { base: input.base }) },
    table,
    query.options.get("$expand"),
  );
  if (!input.context.isSystem) input.kernel.security.require(input.context, "Read", table.logicalName, row);
  const json = rowWriter({ scope, columns: select.columns, annotations, culture })(row);
  for (const expansion of expansions) expansion.write(row, json);
  return {
    projection: projectionOf([
      ...(select.text === undefined ? [] : [select.text]),
      ...expansions.map((one) => one.text),
    ]),
    row: json,
  };
};
