import { liveThrough } from "./support/live-through";

/**
 * The same crashes, lost answers and late events with Enginy beside Wave and Front: its contacts and companies are rows that the others have
 * as well, and it calls the connector as its CRM, twice, late and without hearing the answer.
 */
describe("Wave, Front and Enginy on the same rows: nothing is lost or doubled, nothing plays ping-pong", () =>
  liveThrough(1, 50, { withEnginy: true }));
