import { mapping, run } from "../../core/generated/schema";
import { canBeUndone, type UndoFacts } from "../../core/operation/can-be-undone";
import { ACTIVITIES } from "../../core/mapping/activities";
import { findTransport, type WebApiRow } from "../client";

export { canBeUndone };
/** What a run says of itself, and whether it logs activities: what it made is deleted then, not deactivated. */
export interface RunFacts extends UndoFacts {
  readonly logs?: boolean;
}

const { columns } = run;
const FACTS = [columns.runstatus, columns.runkind, columns.created, columns.updated];

/** What the form of a run shows. */
export function factsOn(formContext: Xrm.FormContext): RunFacts {
  return factsOf((column) => formContext.getAttribute(column)?.getValue());
}

/** What the row of a run says; undefined when it is gone. Throws ClientError. */
export async function readFacts(runId: string): Promise<RunFacts | undefined> {
  const { nav } = run.lookups.mapping;
  const options = `?$select=${FACTS.join(",")}&$expand=${nav}($select=${mapping.columns.table})&$filter=${run.primaryId} eq ${runId}`;
  const [row] = await findTransport().query(run.logicalName, run.entitySet, options);
  if (!row) return undefined;
  const its = (row[nav] ?? {}) as WebApiRow;
  const logs = ACTIVITIES.has(String(its[mapping.columns.table]));
  return { ...factsOf((column) => (row as WebApiRow)[column]), logs };
}

function factsOf(read: (column: string) => unknown): RunFacts {
  const [status, kind, created, updated] = FACTS.map((column) => {
    const value = read(column);
    return typeof value === "number" ? value : null;
  });
  return { status: status ?? null, kind: kind ?? null, created: created ?? 0, updated: updated ?? 0 };
}
