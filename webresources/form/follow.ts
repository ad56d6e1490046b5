import { keepKinds, type Channel, type Message } from "../client";
import { askValues, type Given } from "../shared/ask-values";
import { refreshForm, saveIfDirty, type FormRecord } from "../shared/form-record";

/**
 * Does for the panel what only a form script may: save the form before an operation, say that it was saved, and show the
 * row's new values. Gives the function that ends it.
 */
export function follow(channel: Channel, formContext: Xrm.FormContext, record: FormRecord): () => void {
  const { table, id: recordId } = record;
  const onMessage = async (message: Message): Promise<void> => {
    const about = { table, recordId, operationId: message.operationId };
    if (message.type === "saveWanted") {
      channel.send({ type: "formBusy", ...about });
      channel.send({ type: "saved", ok: await saveIfDirty(formContext), ...about });
    } else if (message.type === "valuesWanted") {
      channel.send({ type: "formBusy", ...about });
      const given = await askValues(message.kind, table, 1).catch(() => ({}) as Given);
      channel.send({ type: "valuesGiven", values: given?.values, canceled: !given, ...about });
    } else if (message.type === "kindsKnown") {
      // Commands are looked at again only where that is news.
      if (keepKinds(table, message.kinds)) formContext.ui.refreshRibbon();
    } else if (message.type === "rowChanged" || message.type === "showWanted" || isDoneByPanel(message)) {
      channel.send({ type: "formRefreshed", ok: await refreshForm(formContext), ...about });
      if (message.type === "showWanted") focusOn(formContext, message.columns);
    }
  };
  const stop = channel.listen(table, recordId, (message) => {
    // The form may have been closed meanwhile; then there is nothing to save or refresh.
    onMessage(message).catch(() => undefined);
  });
  let ended = false;
  let on: number | undefined;
  formContext.data.entity.addOnSave(() => {
    on = Date.now();
  });
  formContext.data.entity.addOnPostSave(() => {
    if (!ended) channel.send({ type: "rowSaved", on, table, recordId, operationId: "" });
  });
  return () => {
    ended = true;
    stop();
  };
}

function isDoneByPanel(message: Message): boolean {
  return message.type === "finished" && message.by === "panel" && message.kind !== "preview";
}

/** A lookup's column in the Web API: `_ownerid_value`. */
const LOOKUP = /^_(.+)_value$/;

/** The keyboard goes to the first of these columns that the form shows. */
function focusOn(formContext: Xrm.FormContext, columns: readonly string[]): void {
  for (const column of columns) {
    const [control] = formContext.getAttribute(column.replace(LOOKUP, "$1"))?.controls.get() ?? [];
    if (control?.getVisible()) return control.setFocus();
  }
}
