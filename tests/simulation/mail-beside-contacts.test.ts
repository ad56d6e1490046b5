import { liveThrough } from "./support/live-through";

/**
 * The same crashes, lost answers and late events with mailboxes in the world: who writes to whom, what is moved, filtered and made private.
 * Every mail that may be is on a timeline once, and every other says why not.
 */
describe("Mail beside contacts: none is lost, none is doubled, and what is left out has its reason", () =>
  liveThrough(1, 50, { withNylas: true }));
