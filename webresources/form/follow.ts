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
    } else if (message.type === "rowChanged" || isDoneByPanel(message)) {
      channel.send({ type: "formRefreshed", ok: await refreshForm(formContext), ...about });
    }
  };
  const stop = channel.listen(table, recordId, (message) => {
    // The form may have been closed meanwhile; then there is nothing to save or refresh.
    onMessage(message).catch(() => undefined);
  });
  let ended = false;
  formContext.data.entity.addOnPostSave(() => {
    if (!ended) channel.send({ type: "rowSaved", table, recordId, operationId: "" });
  });
  return () => {
    ended = true;
    stop();
  };
}

function isDoneByPanel(message: Message): boolean {
  return message.type === "finished" && message.by === "panel" && message.kind !== "preview";
}
