import type { Ledger } from "./ledger";
import type { People } from "./people";
import { checkAgreement } from "./promises/both-sides-agree";
import { checkDoubles } from "./promises/nothing-is-doubled";
import { checkLosses } from "./promises/nothing-is-lost";
import { checkEnded } from "./promises/everything-has-ended";
import { checkVisible } from "./promises/every-failure-is-visible";
import { checkAnswers } from "./promises/answers-are-true";
import { checkWrites } from "./promises/nothing-plays-ping-pong";
import { checkStatuses } from "./promises/status-is-true";
import { checkUndone } from "./promises/undo-is-exact";
import type { World } from "./world";

/** The end of a history: all that is known of it. */
export interface End {
  readonly world: World;
  readonly people: People;
  readonly ledger: Ledger;
}

/** What is wrong at the end, in words; empty when every promise was kept. */
export async function checkInvariants(end: End): Promise<readonly string[]> {
  return [
    ...checkDoubles(end),
    ...checkAgreement(end),
    ...checkLosses(end),
    ...checkVisible(end),
    ...checkStatuses(end),
    ...checkAnswers(end),
    ...checkUndone(end),
    ...checkTurns(end),
    ...checkWrites(end),
    ...(await checkEnded(end)),
  ];
}

/** A record is worked on by one at a time. Whoever stands still, or cannot say that it lives, may be replaced, and finds that out. */
function checkTurns({ world }: End): readonly string[] {
  const { freeze, sql } = world.weather;
  return freeze === 0 && sql === 0 ? world.turns.crossed.map((each) => `Not one at a time: ${each}.`) : [];
}
