import type { Kernel } from "../../contracts";
import { resourceNotFound } from "../../errors";
import type { Table } from "../../metadata/types";

/** The table, or 404 in the platform's words. */
export const requireTable = (kernel: Kernel, logicalName: string): Table => {
  const table = kernel.model.table(logicalName);
  if (table === undefined) throw resourceNotFound(logicalName);
  return table;
};
