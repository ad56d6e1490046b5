import type { Ledger } from "./ledger";
import type { People } from "./people";
import { checkAgreement } from "./promises/both-sides-agree";
import { checkDoubles } from "./promises/nothing-is-doubled";
import { checkLosses } from "./promises/nothing-is-lost";
import { checkEnded } from "./promises/everything-has-ended";
import { checkVisible } from "./promises/every-failure-is-visible";
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
    ...(await checkEnded(end)),
  ];
}
