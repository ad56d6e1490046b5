import type { Channel, Transport } from "../../../webresources/client";
import type { Snapshot } from "../adapters/snapshot";

/** What the panel does outside of itself; index.ts makes them once, tests bring their own. */
export interface Services {
  /** The one request on opening; throws ClientError. */
  read(table: string, id: string): Promise<Snapshot>;
  /** Reaches the Custom APIs and the operation's answer. */
  readonly transport: Transport;
  /** Joins the panel with the ribbon and the form script. */
  readonly channel: Channel;
  /** Puts text on the clipboard; rejects where the browser forbids it. */
  copy(text: string): Promise<void>;
  /** Aborted when the framework destroys the control. */
  readonly destroyed: AbortSignal;
}
