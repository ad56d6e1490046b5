import { Trace } from "../trace";
import { CompanyLimit } from "./rate-limit";
import { ContactStore } from "./contact-store";
import { FrontStore } from "./store";
import { SwitchBoard } from "./switches";

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
  readonly now: () => Date;
  /** Milliseconds by which its clock is ahead of the machine's: limits of days can be lived through in minutes. */
  ahead = 0;
  readonly switches = new SwitchBoard();
  readonly store: FrontStore;
  readonly contacts: ContactStore;
  readonly limit: CompanyLimit;
  readonly trace = new Trace();

  constructor({
    tokens = [FRONT_SANDBOX_TOKEN],
    perMinute = PER_MINUTE,
    now = () => new Date(),
  }: FrontSandboxOptions = {}) {
    this.tokens = tokens;
    this.now = () => new Date(now().getTime() + this.ahead);
    this.store = new FrontStore(this.now, () => this.switches.current);
    this.contacts = new ContactStore(this.store, this.now, () => this.switches.current);
    this.limit = new CompanyLimit(perMinute, this.now);
  }

  /** Its clock is turned to this time (milliseconds since 1970 by the machine's clock and what it is ahead), never back. */
  turnTo(time: number): void {
    this.ahead = Math.max(this.ahead, time - Date.now());
  }

  /** Back to the first moment. */
  reset(): void {
    this.store.clear();
    this.contacts.clear();
    this.ahead = 0;
    this.switches.clear();
    this.limit.reset();
    this.trace.clear();
  }
}
