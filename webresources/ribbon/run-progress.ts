import { OUTCOMES } from "../../core/outcome";
import { run } from "../../core/generated/schema";
import {
  asClientError,
  findTransport,
  runRequest,
  WATCH_MANY_MS,
  type Answer,
  type OperationRequest,
} from "../client";
import { lineOf, problemOfAnswer } from "../shared/problem-text";
import { words } from "../shared/words";
import type { Banner } from "./banner";

/** How a run ended, as a banner says it, and its row. */
export type RunEnded = Pick<Banner, "text" | "level"> & { readonly runId?: string };

/**
 * Asks for a run or an undo, shows its progress, and says how it ended. One that takes longer than we watch goes on; the
 * person can follow it on its row. `counted` begins the keys of the texts that count. Throws ClientError when it was not taken.
 */
export async function watchRun(
  request: OperationRequest,
  kind: "Run" | "Undo",
  counted: "Count" | "Undone" | "UndoneMail" = kind === "Undo" ? "Undone" : "Count",
): Promise<RunEnded> {
  let last: Answer | undefined;
  const progress = (answer?: Answer) =>
    Xrm.Utility.showProgressIndicator(
      answer?.total ? words(`${kind}_Progress_of`, answer.done, answer.total) : words(`${kind}_Progress`),
    );
  progress();
  try {
    const answer = await runRequest(request, {
      transport: findTransport(),
      limitMs: WATCH_MANY_MS,
      onAnswer: (seen) => {
        last = seen;
        progress(seen);
      },
    });
    return endOf(answer, kind, counted);
  } catch (thrown) {
    if (asClientError(thrown).code !== "STILL_WORKING") throw thrown;
    return { text: words(`${kind}_GoesOn`), level: "info", runId: last?.runIds[0] };
  } finally {
    Xrm.Utility.closeProgressIndicator();
  }
}

function endOf(answer: Answer, kind: "Run" | "Undo", counted: string): RunEnded {
  const { counts, runIds } = answer;
  const problem = problemOfAnswer(answer);
  const parts = OUTCOMES.filter((outcome) => counts[outcome] > 0).map((outcome) =>
    words(`${counted}_${outcome}`, counts[outcome]),
  );
  // A run that was only started has nothing to count yet.
  const sentence =
    parts.length === 0 && kind === "Run"
      ? words("Run_Started")
      : words(`${kind}_Ended`, parts.join(", ") || words("Count_none"));
  if (problem && answer.state !== "succeeded") {
    return { text: lineOf(problem, answer.reference), level: "error", runId: runIds[0] };
  }
  // That something was changed since is said by the counts already.
  const more = problem && problem.code !== "CHANGED_SINCE_RUN" ? ` ${lineOf(problem)}` : "";
  const left = counts.failed + counts.conflict + counts.skipped > 0;
  return { text: sentence + more, level: left || problem ? "warning" : "success", runId: runIds[0] };
}

export function openRun(runId: string): PromiseLike<unknown> {
  return Xrm.Navigation.navigateTo({
    pageType: "entityrecord",
    entityName: run.logicalName,
    entityId: runId,
  });
}
