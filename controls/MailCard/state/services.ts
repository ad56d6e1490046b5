import type { Transport } from "../../../webresources/client";

/** What the card does outside of itself; index.ts makes them once, tests bring their own. */
export interface Services {
  /** Reaches wave_Mail and its answer. */
  readonly transport: Transport;
  /** Opens a row's form. */
  open(table: string, id: string): void;
  /** Asks the person whether she means it. */
  confirm(question: { readonly text: string; readonly confirmButtonLabel: string }): Promise<boolean>;
  /** Puts text on the clipboard; rejects where the browser forbids it. */
  copy(text: string): Promise<void>;
  /** Aborted when the framework destroys the control. */
  readonly destroyed: AbortSignal;
}
