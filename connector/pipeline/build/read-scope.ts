import { DocumentError, type DocumentFault } from "../../../core/mapping/document";
import type { DataverseCall } from "../../dataverse/call";
import { usableView, type UsableView, type ViewFault } from "../../dataverse/narrowed-view";
import type { ConfiguredMapping } from "../../environment/configuration";
import type { EnvironmentRuntime } from "../../environment/environment-runtime";

/** Which rows of the table the mapping is for; null: all of them. */
export type Scope = UsableView | null;

const FAULTS: Readonly<Record<ViewFault, DocumentFault>> = {
  unreadable: "viewUnreadable",
  otherTable: "viewOtherTable",
  counts: "viewCounts",
  personal: "viewPersonal",
};

/**
 * The view of a mapping, read once and kept like the tables. One that cannot be used makes the mapping unusable: taken for
 * "all rows", it would change rows nobody meant. No request where the mapping has no view.
 * @returns the scope, or what is wrong with it
 */
export async function readScope(
  runtime: Pick<EnvironmentRuntime, "table" | "view">,
  { scopeViewId, table }: Pick<ConfiguredMapping, "scopeViewId" | "table">,
  call: DataverseCall = {},
): Promise<Scope | DocumentError> {
  if (scopeViewId === null) return null;
  const [view, { primaryId }] = await Promise.all([
    runtime.view(scopeViewId, call),
    runtime.table(table, call),
  ]);
  if (view === null) return scopeError("viewMissing");
  if (view.table !== table) return scopeError("viewOtherTable");
  const usable = usableView(view.fetchXml, table, primaryId);
  return typeof usable === "string" ? scopeError(FAULTS[usable]) : usable;
}

export function scopeError(fault: DocumentFault): DocumentError {
  return new DocumentError([{ document: "scope", fault, line: "wave_scopeviewid", path: "", params: {} }]);
}
