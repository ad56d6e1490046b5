import {
  ask,
  findTransport,
  newOperationId,
  openChannel,
  runOperation,
  type Answer,
  type AskingKind,
  type Channel,
  type RequestKind,
} from "../client";
import { recordOn, refreshForm, saveIfDirty, type FormRecord } from "../shared/form-record";
import { problemOfCode, problemOfError } from "../shared/problem-text";
import { words } from "../shared/words";
import { askValues, type Given } from "../shared/ask-values";
import { clearMessage, showAnswer, showProblem } from "./form-message";
import { once } from "./once";
import { showPreview } from "./preview-dialog";

/** Push, pull or preview of the record on a form, started from its command bar. */
export async function runOnForm(kind: RequestKind, formContext: Xrm.FormContext): Promise<void> {
  const record = recordOn(formContext);
  if (!record) {
    await Xrm.Navigation.openAlertDialog({ text: words("Save_First") });
    return;
  }
  await once(`${kind}:${record.table}:${record.id}`, async () => {
    const channel = openChannel();
    try {
      await run(kind, formContext, record, channel);
    } finally {
      channel.close();
    }
  });
}

async function run(
  kind: RequestKind,
  formContext: Xrm.FormContext,
  record: FormRecord,
  channel: Channel,
): Promise<void> {
  const operationId = newOperationId();
  const about = { table: record.table, recordId: record.id, operationId };
  clearMessage(formContext);

  // A preview is a table: the panel shows it better than any dialog, and offers to apply it.
  if (kind === "preview") {
    const taken = await ask(
      channel,
      { type: "previewWanted", ...about },
      (reply) => reply.type === "previewTaken",
    );
    if (taken) return;
  }
  const given = kind === "preview" ? {} : await valuesFor(kind, formContext, about);
  if (!given) return;
  if (!(await saveIfDirty(formContext))) {
    showProblem(formContext, problemOfCode("NOT_SAVED"));
    return;
  }

  channel.send({ type: "started", kind, by: "ribbon", ...about });
  Xrm.Utility.showProgressIndicator(words(`Progress_${kind}`));
  let answer: Answer | undefined;
  try {
    const language = Xrm.Utility.getGlobalContext().userSettings.languageId;
    const input = { operationId, table: record.table, recordIds: [record.id], language, ...given };
    answer = await runOperation(kind, input, { transport: findTransport() });
  } catch (thrown) {
    showProblem(formContext, problemOfError(thrown), operationId);
  } finally {
    Xrm.Utility.closeProgressIndicator();
    channel.send({ type: "finished", kind, by: "ribbon", answer, ...about });
  }
  if (answer) await tell(kind, formContext, answer);
}

/** The values to send along; undefined: the person cancelled, or they cannot be asked for, which she is told. */
async function valuesFor(
  kind: AskingKind,
  formContext: Xrm.FormContext,
  about: { readonly table: string; readonly operationId: string },
): Promise<Given> {
  try {
    return await askValues(kind, about.table, 1);
  } catch (thrown) {
    showProblem(formContext, problemOfError(thrown), about.operationId);
    return undefined;
  }
}

async function tell(kind: RequestKind, formContext: Xrm.FormContext, answer: Answer): Promise<void> {
  if (kind === "preview") {
    await showPreview(answer);
    return;
  }
  showAnswer(formContext, kind, answer);
  await refreshForm(formContext);
}
