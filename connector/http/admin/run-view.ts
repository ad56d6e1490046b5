import { addCounts, totalOf } from "../../../core/operation/counts";
import { noOutcomes } from "../../../core/outcome";
import type { Run } from "../../state/runs";
import type { RunView } from "../../connect/admin-api";

/** A run as admins see it. */
export function runView(run: Run): RunView {
  const {
    id,
    environmentId,
    mappingId,
    kind,
    status,
    total,
    counts,
    requests,
    throttled,
    correlationId,
    problem,
  } = run;
  return {
    id,
    environmentId,
    mappingId,
    kind,
    status,
    total,
    done: totalOf(counts),
    // Postgres keeps JSON's members in an order of its own.
    counts: addCounts(noOutcomes(), counts),
    requests,
    throttled,
    startedOn: run.startedOn?.toISOString() ?? null,
    endedOn: run.endedOn?.toISOString() ?? null,
    ...(run.endsOn && run.endedOn === null ? { endsOn: run.endsOn.toISOString() } : {}),
    correlationId,
    ...(run.undoes === null ? {} : { undoes: run.undoes }),
    ...(problem ? { problem } : {}),
  };
}
