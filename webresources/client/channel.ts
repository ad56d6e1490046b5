import type { Answer } from "./answer";
import type { AskingKind } from "./manual";
import type { ClickKind, RequestKind } from "./messages";
import { normaliseId } from "./operation-id";

/**
 * How the panel on the form, the ribbon and the form script tell each other what they do.
 *
 * Dynamics runs form scripts and ribbon commands in a frame of their own and controls in the page, and neither
 * may reach into the other's window. A BroadcastChannel joins everything of one origin without that; it also
 * reaches the same record open in a second tab, which is welcome for news (`started`, `finished`) and not for
 * requests. So requests carry the tab they are meant for.
 * https://developer.mozilla.org/docs/Web/API/BroadcastChannel
 */
export type Message =
  /** News: an operation on this record began, ended. */
  | (About & { readonly type: "started"; readonly kind: ClickKind; readonly by: Teller })
  /** `answer` is missing when watching ended early or the call did not get through. */
  | (About & {
      readonly type: "finished";
      readonly kind: ClickKind;
      readonly by: Teller;
      readonly answer?: Answer;
    })
  /** The ribbon asks the panel to show a preview; the panel answers `previewTaken`, then does the work. */
  | (About & { readonly type: "previewWanted" })
  | (About & { readonly type: "previewTaken" })
  /** The panel asks the form script to save unsaved changes first, so that what is seen is what is sent. */
  | (About & { readonly type: "saveWanted" })
  /** The form script is at what it was asked for: it may take a while. */
  | (About & { readonly type: "formBusy" })
  | (About & { readonly type: "saved"; readonly ok: boolean })
  /** The panel asks for the values of manual lines; the form script asks the person, and gives what she answered. */
  | (About & { readonly type: "valuesWanted"; readonly kind: AskingKind })
  | (About & { readonly type: "valuesGiven"; readonly values?: string; readonly canceled?: boolean })
  /** The form script has seen the form being saved; `on`: when the person asked for it, in milliseconds since 1970. */
  | (About & { readonly type: "rowSaved"; readonly on?: number })
  /** The panel has seen that the row was changed elsewhere; the form script reads it again, and says so (`formRefreshed`). */
  | (About & { readonly type: "rowChanged" })
  /** The person wants to see what was changed elsewhere: the same, and the form moves to the first of these columns. */
  | (About & { readonly type: "showWanted"; readonly columns: readonly string[] })
  /** The panel has seen what can be asked for on such records: the form script keeps it for the commands. */
  | (About & { readonly type: "kindsKnown"; readonly kinds: readonly RequestKind[] })
  /** The form script has read the row again (`ok`), or must not, because there are unsaved changes. */
  | (About & { readonly type: "formRefreshed"; readonly ok: boolean });

/** Who did it. Whoever did it refreshes the form itself if it can: the ribbon can, the panel asks the form script. */
export type Teller = "panel" | "ribbon";

interface About {
  readonly table: string;
  readonly recordId: string;
  readonly operationId: string;
  /** Which tab it happened in or is meant for; set when sent. */
  readonly tab?: string;
}

export type MessageType = Message["type"];

/** News is for every tab; requests, and the replies to them, are for the own one. */
const NEWS: ReadonlySet<MessageType> = new Set<MessageType>(["started", "finished"]);

const CHANNEL_NAME = "wave-sync";
const TAB_KEY = "wave-sync-tab";

export interface Channel {
  send(message: Message): void;
  /** Calls back for messages of others about this record; gives the function that stops it. */
  listen(table: string, recordId: string, onMessage: (message: Message) => void): () => void;
  close(): void;
}

/** Opens the channel of this page. Without BroadcastChannel nothing is sent and nothing arrives. */
export function openChannel(tab: string = tabId()): Channel {
  if (typeof BroadcastChannel === "undefined") {
    return { send: () => undefined, listen: () => () => undefined, close: () => undefined };
  }
  const port = new BroadcastChannel(CHANNEL_NAME);
  let open = true;
  return {
    send(message) {
      // Work that outlives its page still wants to tell its end; then nobody is left to hear it.
      if (open) port.postMessage({ ...message, recordId: normaliseId(message.recordId), tab });
    },
    listen(table, recordId, onMessage) {
      const id = normaliseId(recordId);
      const onEvent = (event: MessageEvent<Message>) => {
        const message = event.data;
        if (message.table !== table || message.recordId !== id) return;
        if (message.tab !== tab && !NEWS.has(message.type)) return;
        onMessage(message);
      };
      port.addEventListener("message", onEvent);
      return () => port.removeEventListener("message", onEvent);
    },
    close() {
      open = false;
      port.close();
    },
  };
}

/** How long one side waits for the other to say that it is there; both run in the same browser. */
export const REPLY_LIMIT_MS = 200;

/**
 * Sends a request and waits for the first message about the same operation that `accept` takes.
 * Gives undefined when nobody answered within the limit.
 */
export function ask(
  channel: Channel,
  message: Message,
  accept: (reply: Message) => boolean,
  limitMs = REPLY_LIMIT_MS,
): Promise<Message | undefined> {
  return new Promise((resolve) => {
    const finish = (reply?: Message) => {
      clearTimeout(timer);
      stop();
      resolve(reply);
    };
    const stop = channel.listen(message.table, message.recordId, (reply) => {
      if (reply.operationId === message.operationId && accept(reply)) finish(reply);
    });
    const timer = setTimeout(finish, limitMs);
    channel.send(message);
  });
}

/** The same for every frame of one tab: session storage is kept per tab and origin. */
function tabId(): string {
  try {
    const id = sessionStorage.getItem(TAB_KEY) || Math.random().toString(36).slice(2);
    sessionStorage.setItem(TAB_KEY, id);
    return id;
  } catch {
    return ""; // Storage switched off: all tabs count as one.
  }
}
