// Loaded first by a program whose clock is to be wrong: its time of day is off by the milliseconds that stand in SKEW_FILE, which may change
// at any moment. The time that only goes forward is left alone.
const fs = require("node:fs");

const LOOK_EVERY_MS = 100;
const RightDate = Date;
let offset = 0;
let lookedOn = -Infinity;

function skew() {
  if (performance.now() - lookedOn > LOOK_EVERY_MS) {
    lookedOn = performance.now();
    try {
      offset = Number(fs.readFileSync(process.env.SKEW_FILE, "utf8")) || 0;
    } catch {
      // Not written yet, or gone with the test: as it was.
    }
  }
  return offset;
}

globalThis.Date = class extends RightDate {
  constructor(...given) {
    if (given.length > 0) super(...given);
    else super(RightDate.now() + skew());
  }

  static now() {
    return RightDate.now() + skew();
  }
};
