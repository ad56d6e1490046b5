import type { Kernel, Security } from "../contracts";
import { createAuthenticate } from "../identity/authenticate";
import { createAuthority, type Authority } from "../identity/authority";
import { Sessions } from "../identity/sessions";
import { Grants } from "../identity/sign-in/grants";
import { createChecks, type AccessChecks } from "./checks";

/** Security with what the routes of identity/ and the functions about privileges need besides. */
export interface PlatformSecurity extends Security {
  readonly authority: Authority;
  readonly sessions: Sessions;
  readonly checks: AccessChecks;
  /** Codes and refresh tokens of people, with switches for tests. */
  readonly grants: Grants;
}

/** The Security of a kernel: tokens and sessions on one side, roles and depths on the other. */
export function createSecurity(kernel: Kernel): PlatformSecurity {
  const checks = createChecks(kernel);
  const authority = createAuthority(kernel);
  const sessions = new Sessions(() => kernel.now());
  const grants = new Grants(() => kernel.now());
  const { require, requireNamed, canRead, readsAll } = checks;
  return {
    authority,
    sessions,
    checks,
    grants,
    authenticate: createAuthenticate(kernel, authority, sessions, checks, grants),
    require,
    requireNamed,
    canRead,
    readsAll,
  };
}
