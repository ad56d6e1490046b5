import { liveThrough } from "./support/live-through";

/** Four files, so that all cores of a machine live through their part. */
describe("crashes, lost answers, late events: nothing is lost, nothing is doubled", () =>
  liveThrough(1, 500));
