import type { Kernel } from "../../contracts";
import { operationOf } from "../../custom-api/definition";
import { addMissingFilters } from "../../events/messages";
import { assignLaterRoles } from "../../security/seed";
import { addMissingPrivileges } from "../../security/seed/privileges";
import { writeRole } from "../../security/seed/write-role";
import type { Transaction } from "../../store/types";
import type { SolutionPackage } from "../read/types";
import type { Drafts } from "./drafts";
import type { Layers } from "./layers";
import { putRow, type ComponentRow } from "./component-row";
import { appRows, controlRows, ribbonRows, tableRows, webResourceRow } from "./interface-rows";
import { customApiRows, serviceEndpointRow, stepRows } from "./message-rows";
import { applyModel, type PendingKey } from "./model";
import { solutionComponentRow, solutionId, solutionRows } from "./solution-rows";

/** What whoever imports decides. */
export interface ImportChoices {
  /** OverwriteUnmanagedCustomizations: a managed update takes away what was changed by hand. */
  readonly overwriteUnmanaged: boolean;
  /** PublishWorkflows: steps that the solution brings are switched on. */
  readonly publishWorkflows: boolean;
}

/**
 * Puts a checked solution into the environment: metadata, rows, privileges, roles, operations. Managed components are
 * visible at once, unmanaged ones become drafts. Gives the alternate keys whose index is still to be built.
 */
export async function applySolution(
  kernel: Kernel,
  solution: SolutionPackage,
  choices: ImportChoices,
  drafts: Drafts,
  layers: Layers,
): Promise<readonly PendingKey[]> {
  const { manifest } = solution;
  const now = kernel
    .now()
    .toISOString()
    .replace(/\.\d+Z$/, "Z");
  const id = solutionId(kernel, manifest.uniqueName);
  const keys = applyModel(kernel, solution);
  const keepChanges = manifest.managed && !choices.overwriteUnmanaged;
  const rows = componentRows(kernel, solution, id, choices).map((row) => layers.over(row, keepChanges));
  await kernel.store.transaction((tx) => {
    const put = (row: ComponentRow): void => putRow(tx, row, now);
    addMissingPrivileges(kernel, tx);
    addMissingFilters(kernel, tx);
    solutionRows(kernel, manifest, now).forEach(put);
    for (const role of solution.roles)
      writeRole(kernel, tx, { ...role, isManaged: manifest.managed, solutionId: id });
    clearDefaults(tx, rows, now);
    for (const row of rows) {
      if (manifest.managed || row.publishedWith === undefined) put(row);
    }
    listOf(kernel, solution, id, rows).forEach(put);
    assignLaterRoles(tx);
    return Promise.resolve();
  });
  if (!manifest.managed) for (const row of rows) if (row.publishedWith !== undefined) drafts.add(row);
  for (const api of solution.customApis) kernel.registry.addOperation(operationOf(api));
  return keys;
}

const componentRows = (
  kernel: Kernel,
  solution: SolutionPackage,
  id: string,
  { publishWorkflows }: ImportChoices,
): readonly ComponentRow[] => {
  const owner = { solutionid: id, ismanaged: solution.manifest.managed };
  return [
    ...solution.webResources.map((one) => webResourceRow(one, owner)),
    ...solution.controls.flatMap((one) => controlRows(kernel, one, owner)),
    ...solution.tables.flatMap((one) => tableRows(kernel, one, owner)),
    ...ribbonRows("", solution.applicationRibbon, id),
    ...appRows(kernel, solution, owner),
    ...solution.customApis.flatMap((one) => customApiRows(kernel, one, owner)),
    ...solution.serviceEndpoints.map((one) => serviceEndpointRow(kernel, one, owner)),
    ...solution.steps.flatMap((one) => stepRows(kernel, one, owner, publishWorkflows)),
  ];
};

/** A table has one default view of each type: a new one takes the place of the old. */
const clearDefaults = (tx: Transaction, rows: readonly ComponentRow[], now: string): void => {
  for (const { table, id, values } of rows) {
    if (table !== "savedquery" || values["isdefault"] !== true) continue;
    for (const other of tx.findBy("savedquery", "returnedtypecode", values["returnedtypecode"] ?? null)) {
      const isRival =
        other.id !== id &&
        other.values["isdefault"] === true &&
        other.values["querytype"] === values["querytype"];
      if (isRival) tx.update("savedquery", other.id, { isdefault: false, modifiedon: now });
    }
  }
};

/** The solution's components: tables and choices by metadata id, everything else by row id. */
const listOf = (
  kernel: Kernel,
  solution: SolutionPackage,
  id: string,
  rows: readonly ComponentRow[],
): readonly ComponentRow[] => {
  const behaviors = new Map(
    solution.manifest.rootComponents.map((one) => [
      `${one.type}:${(one.schemaName ?? one.id ?? "").toLowerCase()}`,
      one.behavior,
    ]),
  );
  const add = (type: number, name: string, objectId: string): ComponentRow =>
    solutionComponentRow(kernel, id, type, objectId, behaviors.get(`${type}:${name.toLowerCase()}`) ?? 0);
  return [
    ...solution.tables.map(({ logicalName }) =>
      add(1, logicalName, kernel.model.table(logicalName)?.metadataId ?? ""),
    ),
    ...solution.choices.map(({ name }) => add(9, name, kernel.model.choice(name)?.metadataId ?? "")),
    ...solution.roles.map((role) => add(20, role.id, role.id)),
    ...rows.flatMap((row) =>
      row.componentType === undefined ? [] : [add(row.componentType, row.id, row.id)],
    ),
  ];
};
