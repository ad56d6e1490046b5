import { SandboxClock } from "../clock";
import { Trace } from "../trace";
import { CompanyLimit } from "./rate-limit";
import { ContactStore } from "./contact-store";
import { FrontStore } from "./store";
import { frontSwitches } from "./switches";

/** The token the sandbox takes unless told otherwise. It guards samples only. */
export const FRONT_SANDBOX_TOKEN = "local-front-token";

/** The largest plan's limit, so that samples are there soon. */
const PER_MINUTE = 6_000;

export interface FrontSandboxOptions {
  readonly tokens?: readonly string[];
  readonly perMinute?: number;
  readonly now?: () => Date;
}

/** A Front of one's own: everything the routes work on, and what tests in the same process may look into. */
export class FrontSandbox {
  readonly tokens: readonly string[];
  /** Ahead of the machine's where it was turned: limits of days can be lived through in minutes. */
  readonly clock: SandboxClock;
  readonly now: () => Date;
  readonly switches = frontSwitches();
  readonly store: FrontStore;
  readonly contacts: ContactStore;
  readonly limit: CompanyLimit;
  readonly trace = new Trace();

  constructor({ tokens = [FRONT_SANDBOX_TOKEN], perMinute = PER_MINUTE, now }: FrontSandboxOptions = {}) {
    this.tokens = tokens;
    this.clock = new SandboxClock(now);
    this.now = this.clock.now;
    this.store = new FrontStore(this.now, () => this.switches.current);
    this.contacts = new ContactStore(this.store, this.now, () => this.switches.current);
    this.limit = new CompanyLimit(perMinute, this.now);
  }

  /** Its clock is turned to this time (milliseconds since 1970 by the machine's clock and what it is ahead), never back. */
  turnTo(time: number): void {
    this.clock.turnTo(time);
  }

  /** Back to the first moment. */
  reset(): void {
    this.store.clear();
    this.contacts.clear();
    this.clock.reset();
    this.switches.clear();
    this.limit.reset();
    this.trace.clear();
  }
}
