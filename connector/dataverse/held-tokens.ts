import { AuthError, type AuthenticationResult } from "@azure/msal-node";
import { systemClock, type Clock } from "../clock/clock";
import { DataverseError } from "./dataverse-error";
import { NeedsSignInError, type PauseCode, type WhenRefused } from "./needs-sign-in-error";
import { signInError } from "./sign-in-error";

/** A token this close to its end is replaced before it is used: a long request must not outlive it. */
const REPLACE_MS = 5 * 60_000;
/** The keeper refreshes this far ahead: should it be refused, there is still a token to say so with. */
const REFRESH_AHEAD_MS = 30 * 60_000;

/** Troubles of the authority's own, in its own words. */
const PASSING = new Set(["server_error", "temporarily_unavailable"]);

/** How a token is to be fetched. */
export interface Fetching {
  /** Not from the library's cache. */
  readonly anew: boolean;
  /** What a challenge asked for. */
  readonly claims?: string;
}

export interface Grant {
  /** Asks the authority, through its library. */
  fetch(how: Fetching): Promise<AuthenticationResult | null>;
  /** Whether somebody has to do something before the next token comes. */
  pauseFor(error: AuthError): PauseCode | null;
}

/**
 * Tokens held in memory while they last; all who wait for the next one share one request. How long one lasts is measured: the library
 * only knows the time of day, by which, once it has stepped, a token that ran out would last for another day.
 */
export class HeldTokens {
  /** `until`: by {@link Clock.elapsed}. */
  private held: { readonly token: string; readonly until: number } | null = null;
  private anew: { readonly claims?: string } | null = null;
  private underWay: Promise<string> | null = null;

  /** @param whenRefused hears of it before anybody else; without it, being refused is a failed request like others */
  constructor(
    private readonly grant: Grant,
    private readonly whenRefused?: WhenRefused,
    private readonly clock: Clock = systemClock,
  ) {}

  token(): Promise<string> {
    return this.anew === null && this.lastsFor(REPLACE_MS)
      ? Promise.resolve(this.held!.token)
      : this.fetchOnce();
  }

  /** The last token was refused: the next one is fetched anew. */
  forget(claims?: string): void {
    this.held = null;
    this.anew = claims === undefined ? {} : { claims };
  }

  async refreshAhead(): Promise<void> {
    if (!this.lastsFor(REPLACE_MS)) await this.fetchOnce();
    if (!this.lastsFor(REFRESH_AHEAD_MS)) await this.fetchOnce(true);
  }

  /** Tells of it, and gives what to throw. */
  async pause(code: PauseCode, reason: string, cause?: unknown): Promise<NeedsSignInError> {
    await this.whenRefused?.(code, this.lastsFor(0) ? this.held!.token : null);
    return new NeedsSignInError(reason, cause);
  }

  private fetchOnce(force = false): Promise<string> {
    return (this.underWay ??= this.fetch(force).finally(() => {
      this.underWay = null;
    }));
  }

  private async fetch(force: boolean): Promise<string> {
    const asked = this.anew;
    try {
      const claims = asked?.claims === undefined ? {} : { claims: asked.claims };
      // Where one was held, it has run out: whatever the library still has of it has too.
      const anew = force || asked !== null || this.held !== null;
      const result = await this.grant.fetch({ anew, ...claims });
      if (!result) throw new DataverseError("Signing in gave no token.", { status: 401 });
      if (this.anew === asked) this.anew = null;
      const lastsMs = result.expiresOn ? result.expiresOn.getTime() - this.clock.now().getTime() : 0;
      this.held = { token: result.accessToken, until: this.clock.elapsed() + lastsMs };
      return this.held.token;
    } catch (error) {
      if (error instanceof DataverseError) throw error;
      const code = error instanceof AuthError ? this.grant.pauseFor(error) : null;
      if (code !== null && this.whenRefused)
        throw await this.pause(code, (error as AuthError).errorCode, error);
      // The sign-in service stumbles; what we hold is good for a while.
      if (code === null && this.anew === null && this.lastsFor(0)) return this.held!.token;
      throw error instanceof AuthError && PASSING.has(error.errorCode)
        ? new DataverseError("The sign-in service cannot be reached.", { status: 0, cause: error })
        : signInError(error);
    }
  }

  private lastsFor(ms: number): boolean {
    return this.held !== null && this.held.until - this.clock.elapsed() > ms;
  }
}
