import { REPLY_LIMIT_MS, type Channel } from "./channel";

/** Saving runs the form's own rules and may ask the person something. */
const SAVE_LIMIT_MS = 60_000;

/**
 * Asks the form script to save unsaved changes before an operation.
 * Gives false only when the form is there and could not save; without a form script of ours (an own form of
 * the customer) we go on with what is saved.
 */
export function saveFirst(
  channel: Channel,
  about: { readonly table: string; readonly recordId: string; readonly operationId: string },
): Promise<boolean> {
  return new Promise((resolve) => {
    const finish = (mayGoOn: boolean) => {
      clearTimeout(timer);
      stop();
      resolve(mayGoOn);
    };
    const stop = channel.listen(about.table, about.recordId, (reply) => {
      if (reply.operationId !== about.operationId) return;
      if (reply.type === "saving") {
        clearTimeout(timer);
        timer = setTimeout(finish, SAVE_LIMIT_MS, false);
      } else if (reply.type === "saved") {
        finish(reply.ok);
      }
    });
    let timer = setTimeout(finish, REPLY_LIMIT_MS, true);
    channel.send({ type: "saveWanted", ...about });
  });
}
