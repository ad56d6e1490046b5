import { liveThroughThese } from "./support/live-through";

/** Worlds in which a promise was broken once, each for a reason of its own; what mended it is in the history of the code. */
describe("a world that once broke a promise keeps it", () =>
  liveThroughThese([
    83, 654, 927, 934, 1184, 1241, 1454, 1499, 1742, 1837, 770045, 770404, 770624, 770722, 770866, 771443,
    771495, 771510, 771759, 771803, 771913, 771970, 772057, 772070, 772116, 772227, 771765, 773051, 774275,
    774372, 773986, 275, 771915, 772325, 777624, 777944, 778932, 779357, 779588, 779604,
  ]));

describe("a world with Front in it that once broke a promise keeps it", () =>
  liveThroughThese([1238], { withFront: true }));

describe("a world with mailboxes in it that once broke a promise keeps it", () =>
  liveThroughThese([4, 53, 59, 60, 77, 104, 243, 353, 505, 697], { withNylas: true }));

describe("a world with Enginy in it that once broke a promise keeps it", () =>
  liveThroughThese([33, 49, 51, 58, 94, 142, 447, 1964], { withEnginy: true }));
