import type { Direction } from "../mapping/types";
import type { Problem } from "./types";

/**
 * What an admin asks of the connector while setting up, by wave_Setup:
 * - `check`: which systems there are, and whether the connected ones let us in.
 * - `people` (System: a system's key): the same, and everybody who works in that system.
 * - `link` (System: a system's key; Key: a public key): the same, and a link to the page where that system is connected.
 */
export const SETUP_ACTIONS = ["check", "people", "link"] as const;
export type SetupAction = (typeof SETUP_ACTIONS)[number];

/** The answer of wave_Setup: part of the document in `wave_operation.wave_result`. */
export interface SetupAnswer {
  /** Of the solution that the connector came with. */
  readonly version: string;
  /** Every system that can be connected. */
  readonly systems: readonly OfferedSystem[];
  /** Those that are. */
  readonly connections: readonly CheckedConnection[];
  /** Whose clock the connector's differs from, by more than a minute; below 0: the connector's is behind. */
  readonly clocks: readonly { readonly than: string; readonly seconds: number }[];
  readonly people?: readonly SystemPerson[];
  readonly link?: SealedLink;
}

/** Somebody who works in a system. */
export interface SystemPerson {
  readonly email: string | null;
  readonly name: string;
  readonly active: boolean;
}

export interface OfferedSystem {
  /** As the choice wave_system has it. */
  readonly system: string;
  /** What `System` of a link takes. */
  readonly key: string;
  /** It can tell of its changes at once. */
  readonly realTime: boolean;
  /** What is synced to begin with. */
  readonly mappings: readonly {
    readonly systemObject: string;
    readonly table: string;
    readonly direction: Direction;
  }[];
}

export interface CheckedConnection {
  /** Row of wave_connection. */
  readonly id: string;
  readonly system: string;
  /** Whose credentials they are, as the system says; absent where it did not let us in. */
  readonly account?: string;
  /** Why it did not. */
  readonly problem?: Problem;
  /** It tells of its changes. */
  readonly subscribed: boolean;
}

/** A setup link of which only whoever has the private key can read the secret. */
export interface SealedLink {
  /** The connector's own page; the secret belongs behind a "#". */
  readonly url: string;
  /** The secret, by RSA-OAEP with SHA-256, in Base64. */
  readonly sealed: string;
  /** ISO 8601. It works once, until then. */
  readonly expiresOn: string;
}
