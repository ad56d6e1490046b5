import { noOutcomes, OUTCOMES } from "../../core/outcome";
import {
  findTransport,
  newOperationId,
  normaliseId,
  ResolveRequest,
  runRequest,
  type ManyAnswer,
} from "../client";
import { words } from "../shared/words";
import { showBanner } from "./banner";
import type { Grid } from "./many-records";
import { once } from "./once";
import { selectionOf, type ItemReference } from "./selection";
import { summaryOf } from "./summary";

/** More than this is a run: each issue is a call of its own, about a second each. */
export const MOST_ISSUES = 50;

/** Tries the selected issues again, or leaves them alone, one after the other. */
export async function decideSelected(
  kind: "retry" | "ignore",
  grid: Grid | undefined,
  references: readonly ItemReference[] | null | undefined,
): Promise<void> {
  const selection = selectionOf(references);
  const ids = "refused" in selection ? [] : selection.ids;
  if ("refused" in selection || ids.length > MOST_ISSUES) {
    const key = ids.length > MOST_ISSUES ? "Too_Many" : "Nothing_Selected";
    await Xrm.Navigation.openAlertDialog({ text: words(key, ids.length, MOST_ISSUES) });
    return;
  }
  await once(`${kind}:${ids.join()}`, async () => {
    const answer = await decideAll(kind, ids.map(normaliseId));
    grid?.refresh?.();
    const { text, level } = summaryOf(kind, answer);
    await showBanner({ text, level });
  });
}

/** The first call that fails as a whole ends it: the rest would fail alike. */
async function decideAll(kind: "retry" | "ignore", ids: readonly string[]): Promise<ManyAnswer> {
  const language = Xrm.Utility.getGlobalContext().userSettings.languageId;
  const counts = noOutcomes();
  let done = 0;
  let problem: unknown;
  let reference = "";
  try {
    for (const issueId of ids) {
      Xrm.Utility.showProgressIndicator(words(`Progress_many_${kind}`, done, ids.length));
      reference = newOperationId();
      const request = new ResolveRequest({ operationId: reference, language, issueId, decision: { kind } });
      const answer = await runRequest(request, { transport: findTransport() });
      reference = answer.reference;
      if (answer.state !== "succeeded") {
        problem = answer.problem ?? answer.state;
        break;
      }
      for (const outcome of OUTCOMES) counts[outcome] += answer.counts[outcome];
      done += 1;
    }
  } catch (thrown) {
    problem = thrown;
  } finally {
    Xrm.Utility.closeProgressIndicator();
  }
  return { counts, records: [], notDone: ids.length - done, problem, reference };
}
