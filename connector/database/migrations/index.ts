import { state } from "./001-state";
import { mail } from "./002-mail";
import { refusedActivities } from "./003-refused-activities";
import { stoppedRuns } from "./004-stopped-runs";
import { mailsOfRuns } from "./006-mails-of-runs";

export interface Migration {
  readonly number: number;
  readonly name: string;
  /** Run one by one, in one transaction. A migration that has shipped is never changed. */
  readonly statements: readonly string[];
}

export const MIGRATIONS: readonly Migration[] = [state, mail, refusedActivities, stoppedRuns, mailsOfRuns];
