import type { Channel, Transport } from "../../../webresources/client";

/** What the control does outside of itself; index.ts makes them once, tests bring their own. */
export interface Services {
  /** Reaches wave_Resolve and the operation's answer. */
  readonly transport: Transport;
  /** Tells the form script that the issue has changed. */
  readonly channel: Channel;
  /** Opens a row's form. */
  open(table: string, id: string): void;
  /** Asks the person whether she means it. */
  confirm(question: { readonly text: string; readonly confirmButtonLabel: string }): Promise<boolean>;
  /** Puts text on the clipboard; rejects where the browser forbids it. */
  copy(text: string): Promise<void>;
  /** Aborted when the framework destroys the control. */
  readonly destroyed: AbortSignal;
}
