import { run, RunKind, RunStatus } from "../../core/generated/schema";
import { findTransport, type WebApiRow } from "../client";

/** What decides whether a run can be undone, and what to say before it is. */
export interface RunFacts {
  readonly status: number | null;
  readonly kind: number | null;
  readonly created: number;
  readonly updated: number;
}

const { columns } = run;
const FACTS = [columns.runstatus, columns.runkind, columns.created, columns.updated];

/** Runs that have come to an end of their own; one that was undone has its own status. */
const ENDED: readonly (number | null)[] = [
  RunStatus.Succeeded,
  RunStatus.SucceededWithWarnings,
  RunStatus.Failed,
  RunStatus.Canceled,
];

/** A run can be undone when it has ended, changed something, and is no undoing itself. */
export function canBeUndone({ status, kind, created, updated }: RunFacts): boolean {
  return ENDED.includes(status) && kind !== RunKind.Undo && created + updated > 0;
}

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
