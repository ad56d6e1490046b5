import type { Channel, Transport } from "../../../webresources/client";
import type { Snapshot } from "../adapters/snapshot";

/** What the panel does outside of itself; index.ts makes them once, tests bring their own. */
export interface Services {
  /**
   * The one request on opening; `known` is wave_syncdetails as the form has it. With the snapshot `before`, only the row is looked at,
   * and `before` itself comes back where it is the same still. Throws ClientError.
   */
  read(table: string, id: string, known?: string, before?: Snapshot): Promise<Snapshot>;
  /** The labels of columns in the person's language. */
  labels(table: string, columns: readonly string[]): Promise<readonly string[]>;
  /** Reaches the Custom APIs and the operation's answer. */
  readonly transport: Transport;
  /** Opens a row's form. */
  open(table: string, id: string): void;
  /** Asks the person whether she means it. */
  confirm(question: { readonly text: string; readonly confirmButtonLabel: string }): Promise<boolean>;
  /** Connects the panel with the ribbon and the form script. */
  readonly channel: Channel;
  /** Puts text on the clipboard; rejects where the browser forbids it. */
  copy(text: string): Promise<void>;
  /** Aborted when the framework destroys the control. */
  readonly destroyed: AbortSignal;
}
