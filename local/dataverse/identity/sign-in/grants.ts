import { createHash, randomBytes } from "node:crypto";

/** An authorization code lives this long (Entra: about ten minutes; RFC 6749 4.1.2 asks for no more). */
const CODE_LIFETIME_MS = 10 * 60 * 1000;
/** A refresh token that nobody uses for so long is gone (docs: refresh-tokens). */
const REFRESH_LIFETIME_MS = 90 * 24 * 60 * 60 * 1000;
const TOKEN_BYTES = 48;

/** What a person agreed to at the authorize page. */
export interface Grant {
  readonly clientId: string;
  readonly userId: string;
  readonly redirectUri: string;
  /** BASE64URL(SHA-256(code_verifier)), RFC 7636. */
  readonly challenge: string;
  /** The resource's scopes and those of OpenID, as asked for. */
  readonly scopes: readonly string[];
  readonly resource: string;
  readonly nonce?: string;
}

/** Why a code or a refresh token is not taken. */
export type GrantFault =
  | "unknown"
  | "expired"
  | "redeemed"
  | "revoked"
  | "otherClient"
  | "otherRedirect"
  | "noVerifier"
  | "wrongVerifier";

interface Held {
  readonly grant: Grant;
  /** One sign-in, through all its tokens. */
  readonly session: string;
  readonly until: number;
  used: boolean;
}

/** Codes and refresh tokens the local authority has given out. In memory: a restart forgets them. */
export class Grants {
  private readonly codes = new Map<string, Held>();
  private readonly refreshTokens = new Map<string, Held>();
  private readonly ended = new Set<string>();
  private readonly revoked = new Set<string>();

  constructor(private readonly now: () => Date) {}

  code(grant: Grant): string {
    return this.hold(this.codes, grant, secret(), CODE_LIFETIME_MS);
  }

  /** Redeems a code, once: with the verifier whose challenge it was asked for with. */
  redeem(
    code: string,
    by: { readonly clientId: string; readonly redirectUri?: string; readonly verifier?: string },
  ): { readonly grant: Grant; readonly session: string } | GrantFault {
    const held = this.codes.get(code);
    if (held === undefined) return "unknown";
    if (held.grant.clientId !== by.clientId) return "otherClient";
    if (held.used) {
      // RFC 6749 4.1.2: a code that comes twice was stolen; what it gave is taken back.
      this.revoked.add(held.session);
      return "redeemed";
    }
    if (held.until < this.now().getTime()) return "expired";
    if (held.grant.redirectUri !== by.redirectUri) return "otherRedirect";
    if (by.verifier === undefined) return "noVerifier";
    if (createHash("sha256").update(by.verifier).digest("base64url") !== held.grant.challenge)
      return "wrongVerifier";
    held.used = true;
    return held;
  }

  refreshToken(grant: Grant, session: string): string {
    return this.hold(this.refreshTokens, grant, session, REFRESH_LIFETIME_MS);
  }

  /** A refresh token may be used again and again, until it expires or the sign-in is revoked. */
  refresh(token: string, clientId: string): { readonly grant: Grant; readonly session: string } | GrantFault {
    const held = this.refreshTokens.get(token);
    if (held === undefined) return "unknown";
    if (held.grant.clientId !== clientId) return "otherClient";
    if (this.revoked.has(held.session)) return "revoked";
    if (held.until < this.now().getTime()) return "expired";
    return held;
  }

  /** A switch for tests: no refresh token given out so far is taken any more, as after a change of password. */
  revokeRefreshTokens(): void {
    for (const { session } of this.refreshTokens.values()) this.revoked.add(session);
  }

  /** A switch for tests: continuous access evaluation ends all sign-ins, their access tokens included. */
  endSessions(): void {
    this.revokeRefreshTokens();
    for (const session of this.revoked) this.ended.add(session);
  }

  /** True when the access tokens of a sign-in are answered with a claims challenge. */
  hasEnded(session: string | undefined): boolean {
    return session !== undefined && this.ended.has(session);
  }

  private hold(where: Map<string, Held>, grant: Grant, session: string, lifetimeMs: number): string {
    const token = secret();
    where.set(token, { grant, session, until: this.now().getTime() + lifetimeMs, used: false });
    return token;
  }
}

const secret = (): string => randomBytes(TOKEN_BYTES).toString("base64url");
