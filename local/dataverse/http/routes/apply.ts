import { notImplemented } from "../../errors";
import type { Table } from "../../metadata/types";
import { runApply } from "../../odata/apply/run";
import { ok, type WireRequest, type WireResponse } from "../wire";

/** Options that may stand beside `$apply` here. */
const ALONE = ["$select", "$filter", "$orderby", "$top", "$expand", "$count"] as const;

/** `$apply=groupby(...)`: totals of a table (docs: aggregate data using OData). */
export const answerApply = (request: WireRequest, table: Table, apply: string): WireResponse => {
  const { kernel, context, query, reader } = request;
  const beside = ALONE.find((option) => query.options.has(option));
  if (beside !== undefined) throw notImplemented(`${beside} together with $apply`);
  if (!context.isSystem) kernel.security.require(context, "Read", table.logicalName);
  const scope = { kernel, context, reader, table: table.logicalName, aliases: query.aliases };
  return ok({
    "@odata.context": `${request.base}$metadata#${table.entitySet}`,
    value: runApply(scope, apply),
  });
};
