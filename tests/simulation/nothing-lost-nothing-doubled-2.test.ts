import { liveThrough } from "./support/live-through";

describe("crashes, lost answers, late events: nothing is lost, nothing is doubled", () =>
  liveThrough(301, 300));
