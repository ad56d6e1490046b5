import { liveThrough } from "./support/live-through";

/** Two files, so that both cores of a small machine live through their half. */
describe("crashes, lost answers, late events: nothing is lost, nothing is doubled", () =>
  liveThrough(951, 950));
