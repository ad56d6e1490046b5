import {
  findTransport,
  planClick,
  runMany,
  type AskingKind,
  type ManyAnswer,
  type RequestKind,
} from "../client";
import { lineOf, problemOfError } from "../shared/problem-text";
import { words } from "../shared/words";
import { askValues, type Given } from "../shared/ask-values";
import { showBanner } from "./banner";
import { once } from "./once";
import { MOST_SELECTED, selectionOf, type ItemReference } from "./selection";
import { summaryOf, type Summary } from "./summary";

/** What a grid or subgrid offers us. */
export interface Grid {
  refresh?(): void;
}

/** Push, pull or preview of the rows selected in a grid, started from its command bar. */
export async function runOnSelection(
  kind: RequestKind,
  grid: Grid | undefined,
  references: readonly ItemReference[] | null | undefined,
): Promise<void> {
  const selection = selectionOf(references);
  if ("refused" in selection) {
    await Xrm.Navigation.openAlertDialog({
      text: words(selection.refused, selection.count, MOST_SELECTED),
    });
    return;
  }
  const { table, ids } = selection;
  await once(`${kind}:${table}:${ids.join()}`, async () => {
    const given = kind === "preview" ? {} : await valuesFor(kind, table, ids.length);
    if (!given) return;
    const answer = await watch(kind, table, ids, given.values);
    if (kind !== "preview") grid?.refresh?.();
    await show(kind, summaryOf(kind, answer));
  });
}

/** Asked once for all of them; undefined when the person cancelled, or has been told why it cannot be asked. */
async function valuesFor(kind: AskingKind, table: string, records: number): Promise<Given> {
  try {
    return await askValues(kind, table, records);
  } catch (thrown) {
    await Xrm.Navigation.openAlertDialog({ text: lineOf(problemOfError(thrown)) });
    return undefined;
  }
}

async function watch(
  kind: RequestKind,
  table: string,
  ids: readonly string[],
  values?: string,
): Promise<ManyAnswer> {
  const language = Xrm.Utility.getGlobalContext().userSettings.languageId;
  const calls = planClick({ table, recordIds: ids, language, values });
  try {
    return await runMany(kind, calls, {
      transport: findTransport(),
      onProgress: (done, total) =>
        Xrm.Utility.showProgressIndicator(words(`Progress_many_${kind}`, done, total)),
    });
  } finally {
    Xrm.Utility.closeProgressIndicator();
  }
}

async function show(kind: RequestKind, { text, level, hasIssues }: Summary): Promise<void> {
  if (kind === "preview") {
    await Xrm.Navigation.openAlertDialog({ text });
    return;
  }
  const action = hasIssues ? { label: words("Open_Issues"), onAct: () => void openIssues() } : undefined;
  await showBanner({ text, level, action });
}

function openIssues() {
  return Xrm.Navigation.navigateTo({ pageType: "entitylist", entityName: "wave_issue" });
}
