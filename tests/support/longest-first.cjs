const { statSync } = require("node:fs");

/** Files that take minutes: begun last, they would keep one core busy while the others have nothing left to do. */
const LONGEST = [
  /simulation\/nothing-lost/,
  /simulation\/accounts-beside/,
  /simulation\/worlds-that/,
  /simulation\/the-simulation-notices/,
];

/** Which file is begun when: the longest first, of the others the largest; how long they took the last time is not known in a new clone. */
module.exports = class LongestFirst {
  sort(tests) {
    const rank = ({ path }) => {
      const at = LONGEST.findIndex((pattern) => pattern.test(path));
      return at < 0 ? LONGEST.length : at;
    };
    const size = ({ path }) => statSync(path).size;
    return [...tests].sort((a, b) => rank(a) - rank(b) || size(b) - size(a));
  }

  shard(tests, { shardIndex, shardCount }) {
    return tests.filter((_, at) => at % shardCount === shardIndex - 1);
  }

  allFailedTests(tests) {
    return tests;
  }

  cacheResults() {}
};
