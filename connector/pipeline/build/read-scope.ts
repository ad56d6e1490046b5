import { DocumentError, type DocumentFault } from "../../../core/mapping/document";
import type { DataverseCall } from "../../dataverse/call";
import { usableView, type UsableView, type ViewFault } from "../../dataverse/narrowed-view";
import type { ConfiguredMapping } from "../../environment/configuration";
import type { EnvironmentRuntime } from "../../environment/environment-runtime";

/** Which rows of the table the mapping is for; null: all of them. `reader`: whose view it is, and as whom it is asked. */
export type Scope = (UsableView & { readonly reader?: string }) | null;

const FAULTS: Readonly<Record<ViewFault, DocumentFault>> = {
  unreadable: "viewUnreadable",
  otherTable: "viewOtherTable",
  counts: "viewCounts",
  personal: "viewPersonal",
};

/**
 * The view of a mapping, read once and kept like the tables. One that cannot be used makes the mapping unusable: taken for
 * "all rows", it would change rows nobody meant. No request where the mapping has no view.
 * @param ms how old what is known of it may be
 * @returns the scope, or what is wrong with it
 */
export async function readScope(
  runtime: Pick<EnvironmentRuntime, "table" | "view">,
  configured: Pick<ConfiguredMapping, "id" | "scopeViewId" | "changed" | "table">,
  call: DataverseCall = {},
  ms?: number,
): Promise<Scope | DocumentError> {
  const { scopeViewId, table } = configured;
  if (scopeViewId === null) return null;
  const [view, { primaryId }] = await Promise.all([
    runtime.view(configured, call, ms),
    runtime.table(table, call),
  ]);
  if (view === null) return scopeError("viewMissing");
  if (view.table !== table) return scopeError("viewOtherTable");
  const usable = usableView(view.fetchXml, table, primaryId, view.reader !== undefined);
  if (typeof usable === "string") return scopeError(FAULTS[usable]);
  return view.reader === undefined ? usable : { ...usable, reader: view.reader };
}

export function scopeError(fault: DocumentFault): DocumentError {
  return new DocumentError([{ document: "scope", fault, line: "wave_scopeviewid", path: "", params: {} }]);
}
