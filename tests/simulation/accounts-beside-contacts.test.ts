import { liveThrough } from "./support/live-through";

/**
 * The same crashes, lost answers and late events with a second system in the world: accounts of Dynamics go to Front, and the contacts
 * that belong to them go with them when they are deleted.
 */
describe("Front beside Wave: accounts are lost and doubled as little as contacts", () =>
  liveThrough(1, 50, { withFront: true }));
