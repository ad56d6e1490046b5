import { REPLY_LIMIT_MS, type Channel, type Message } from "./channel";

/** Saving runs the form's own rules, and a person takes her time to answer. */
const PATIENCE_MS = 10 * 60_000;

/**
 * Asks the form script for something, and gives its first reply about it. Undefined without a form script of ours (an own form
 * of the customer), or when it has been at it for too long.
 */
export function askForm(channel: Channel, request: Message): Promise<Message | undefined> {
  return new Promise((resolve) => {
    const finish = (reply?: Message) => {
      clearTimeout(timer);
      stop();
      resolve(reply);
    };
    const stop = channel.listen(request.table, request.recordId, (reply) => {
      if (reply.operationId !== request.operationId) return;
      if (reply.type === "formBusy") {
        clearTimeout(timer);
        timer = setTimeout(finish, PATIENCE_MS);
      } else if (reply.type === "saved" || reply.type === "valuesGiven") {
        finish(reply);
      }
    });
    let timer = setTimeout(finish, REPLY_LIMIT_MS);
    channel.send(request);
  });
}
