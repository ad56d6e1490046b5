import type { Channel, Message } from "../client";
import { refreshForm, saveIfDirty, type FormRecord } from "../shared/form-record";

/**
 * Does for the panel what only a form script may: save the form before an operation and show the row's new
 * values after it. Gives the function that ends it.
 */
export function follow(channel: Channel, formContext: Xrm.FormContext, record: FormRecord): () => void {
  const onMessage = async (message: Message): Promise<void> => {
    const { table, recordId, operationId } = message;
    const about = { table, recordId, operationId };
    if (message.type === "saveWanted") {
      channel.send({ type: "saving", ...about });
      channel.send({ type: "saved", ok: await saveIfDirty(formContext), ...about });
    } else if (message.type === "finished" && message.by === "panel" && message.kind !== "preview") {
      channel.send({ type: "formRefreshed", ok: await refreshForm(formContext), ...about });
    }
  };
  return channel.listen(record.table, record.id, (message) => {
    // The form may have been closed meanwhile; then there is nothing to save or refresh.
    onMessage(message).catch(() => undefined);
  });
}
