import { DataverseError } from "../../../connector/dataverse/dataverse-error";
import { noAnswer } from "../../../connector/systems/base/failure";
import { SystemError } from "../../../connector/systems/contract/system-error";
import type { Random } from "../time/random";
import type { Fault } from "../time/scheduler";

const timedOut = () => Object.assign(new Error("timed out"), { name: "TimeoutError" });
/** Nobody waits longer for an answer than that; what happens meanwhile happens. */
const TIMEOUT_MS = 4_000;

type Trouble = readonly [name: string, after: boolean, error: () => unknown, delayMs?: number];

const DATAVERSE: readonly Trouble[] = [
  ["no connection", false, () => new DataverseError("No answer.", { status: 0 })],
  ["answer lost", true, () => new DataverseError("No answer.", { status: 0 })],
  [
    "time-out before",
    false,
    () => new DataverseError("No answer.", { status: 0, cause: timedOut() }),
    TIMEOUT_MS,
  ],
  [
    "time-out after",
    true,
    () => new DataverseError("No answer.", { status: 0, cause: timedOut() }),
    TIMEOUT_MS,
  ],
  ["503", false, () => new DataverseError("Unavailable.", { status: 503 })],
  ["502 after", true, () => new DataverseError("Bad gateway.", { status: 502 })],
  [
    "SQL time-out",
    false,
    () => new DataverseError("SQL timeout expired.", { status: 500, code: "0x80044151" }),
  ],
  [
    "429",
    false,
    () => new DataverseError("Slow down.", { status: 429, code: "0x80072322", retryAfterMs: 1_000 }),
  ],
  [
    "429 for long",
    false,
    () => new DataverseError("Slow down.", { status: 429, code: "0x80072321", retryAfterMs: 35_000 }),
  ],
  ["token expired", false, () => new DataverseError("Unauthorized.", { status: 401 })],
];

const WAVE: readonly Trouble[] = [
  ["no connection", false, () => noAnswer("Wave", new Error("ECONNREFUSED"))],
  ["answer lost", true, () => noAnswer("Wave", new Error("ECONNRESET"))],
  ["time-out before", false, () => noAnswer("Wave", timedOut()), TIMEOUT_MS],
  ["time-out after", true, () => noAnswer("Wave", timedOut()), TIMEOUT_MS],
  ["503", false, () => new SystemError("SYSTEM_UNREACHABLE", "Wave answered 503.", { status: 503 })],
  ["502 after", true, () => new SystemError("SYSTEM_UNREACHABLE", "Wave answered 502.", { status: 502 })],
  [
    "429",
    false,
    () => new SystemError("SYSTEM_THROTTLED", "Wave answered 429.", { status: 429, retryAfterMs: 2_000 }),
  ],
  [
    "429 for long",
    false,
    () => new SystemError("SYSTEM_THROTTLED", "Wave answered 429.", { status: 429, retryAfterMs: 60_000 }),
  ],
  ["key refused", false, () => new SystemError("SYSTEM_REFUSED", "Wave answered 401.", { status: 401 })],
];

const from =
  (troubles: readonly Trouble[]) =>
  (random: Random, rate: number): Fault | null => {
    if (!random.chance(rate)) return null;
    const [name, after, error, delayMs] = random.pick(troubles);
    return { name, after, error, ...(delayMs ? { delayMs } : {}) };
  };

export const dataverseFault = from(DATAVERSE);
export const waveFault = from(WAVE);
