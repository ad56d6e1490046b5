import { findTransport, planClick, runMany, type ManyAnswer, type RequestKind } from "../client";
import { words } from "../shared/words";
import { once } from "./once";
import { MOST_SELECTED, selectionOf, type ItemReference } from "./selection";
import { summaryOf, type Summary } from "./summary";

/** What a grid or subgrid offers us. */
export interface Grid {
  refresh?(): void;
}

/** Banner at the top of the app (`Xrm.App.addGlobalNotification`). */
const BANNER = 2;
const LEVELS = { success: 1, error: 2, warning: 3 } as const;

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
    const answer = await watch(kind, table, ids);
    if (kind !== "preview") grid?.refresh?.();
    await show(kind, summaryOf(kind, answer));
  });
}

async function watch(kind: RequestKind, table: string, ids: readonly string[]): Promise<ManyAnswer> {
  const language = Xrm.Utility.getGlobalContext().userSettings.languageId;
  const calls = planClick({ table, recordIds: ids, language });
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

async function show(kind: RequestKind, summary: Summary): Promise<void> {
  if (kind === "preview" || typeof Xrm.App?.addGlobalNotification !== "function") {
    await Xrm.Navigation.openAlertDialog({ text: summary.text });
    return;
  }
  await Xrm.App.addGlobalNotification({
    type: BANNER,
    level: LEVELS[summary.level],
    message: summary.text,
    showCloseButton: true,
    ...(summary.hasIssues
      ? { action: { actionLabel: words("Open_Issues"), eventHandler: () => void openIssues() } }
      : {}),
  });
}

function openIssues() {
  return Xrm.Navigation.navigateTo({ pageType: "entitylist", entityName: "wave_issue" });
}
