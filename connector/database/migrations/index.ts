import { state } from "./001-state";
import { candidates } from "./002-candidates";
import { views } from "./003-views";
import { runMails } from "./004-run-mails";

export interface Migration {
  readonly number: number;
  readonly name: string;
  /** Run one by one, in one transaction. A migration that has shipped is never changed. */
  readonly statements: readonly string[];
}

export const MIGRATIONS: readonly Migration[] = [state, candidates, views, runMails];
