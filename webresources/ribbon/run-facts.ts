import { run } from "../../core/generated/schema";
import { canBeUndone, type UndoFacts } from "../../core/operation/can-be-undone";
import { findTransport, type WebApiRow } from "../client";

export { canBeUndone };
export type RunFacts = UndoFacts;

const { columns } = run;
const FACTS = [columns.runstatus, columns.runkind, columns.created, columns.updated];

/** What the form of a run shows. */
export function factsOn(formContext: Xrm.FormContext): RunFacts {
  return factsOf((column) => formContext.getAttribute(column)?.getValue());
}

/** What the row of a run says; undefined when it is gone. Throws ClientError. */
export async function readFacts(runId: string): Promise<RunFacts | undefined> {
  const options = `?$select=${FACTS.join(",")}&$filter=${run.primaryId} eq ${runId}`;
  const [row] = await findTransport().query(run.logicalName, run.entitySet, options);
  return row && factsOf((column) => (row as WebApiRow)[column]);
}

function factsOf(read: (column: string) => unknown): RunFacts {
  const [status, kind, created, updated] = FACTS.map((column) => {
    const value = read(column);
    return typeof value === "number" ? value : null;
  });
  return { status: status ?? null, kind: kind ?? null, created: created ?? 0, updated: updated ?? 0 };
}
