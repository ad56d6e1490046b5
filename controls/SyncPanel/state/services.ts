import type { Channel, ManualLine, Question, Transport } from "../../../webresources/client";
import type { Snapshot } from "../adapters/snapshot";

/** What the panel does outside of itself; index.ts makes them once, tests bring their own. */
export interface Services {
  /** The one request on opening; throws ClientError. */
  read(table: string, id: string): Promise<Snapshot>;
  /** Reaches the Custom APIs and the operation's answer. */
  readonly transport: Transport;
  /** What to ask for these lines, by their columns; throws ClientError. */
  readQuestions(table: string, lines: readonly ManualLine[]): Promise<readonly Question[]>;
  /** Opens the form of the record's open issue; gives false where there is none. */
  openIssue(table: string, id: string): Promise<boolean>;
  /** Opens a row's form. */
  open(table: string, id: string): void;
  /** Asks the person whether she means it. */
  confirm(question: { readonly text: string; readonly confirmButtonLabel: string }): Promise<boolean>;
  /** Joins the panel with the ribbon and the form script. */
  readonly channel: Channel;
  /** Puts text on the clipboard; rejects where the browser forbids it. */
  copy(text: string): Promise<void>;
  /** Aborted when the framework destroys the control. */
  readonly destroyed: AbortSignal;
}
