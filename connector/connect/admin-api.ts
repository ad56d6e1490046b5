import type { OutcomeCounts } from "../../core/outcome";
import type { RunStatus } from "../state/run-status";
import type { Problem } from "../../core/operation/types";
import type { ClockSkew } from "../environment/clock-skew";

/**
 * The admin HTTP API, spoken by the command line (and later by the setup pages).
 * Every request carries `Authorization: Bearer <admin key>`. Errors: {@link AdminFailure} with 400, 401, 404, 409, 502.
 */

/**
 * `POST /admin/connect`. Doing it again with the same input changes nothing. The system's settings stand under its key, as its own
 * schema takes them.
 */
export type ConnectRequest = ConnectMembers & Readonly<Record<string, unknown>>;

interface ConnectMembers {
  /** Instance URL, e.g. `https://contoso.crm4.dynamics.com`. */
  readonly dataverseUrl: string;
  /** Entra tenant (id or domain); may be left out when `authority` is given. */
  readonly tenantId?: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Full authority, for a local Dynamics: `http://localhost:8365/local`. */
  readonly authority?: string;
  /** A system's key. */
  readonly system: string;
  /** Imports everything at once. False when left out. */
  readonly autoSync?: boolean;
  /** Has the system sign its events with a new secret; the one before stays good for a day. */
  readonly renewSecret?: boolean;
  /** Has Dataverse's webhook send a new key; the one before stays good for a day. */
  readonly renewWebhookKey?: boolean;
}

/**
 * `POST /admin/sign-in-links`: a link to the connector's own page, where somebody signs in with Microsoft and so connects.
 * Without `dataverseUrl`, she enters it there, and so she does with what is missing of the system's settings. The client is the application she signs in to; it needs `redirectUri`.
 */
export type SignInLinkRequest = Omit<ConnectMembers, "dataverseUrl"> & {
  readonly dataverseUrl?: string;
} & Readonly<Record<string, unknown>>;

/** `POST /admin/sign-in-links` for an environment that is connected: somebody signs in again, everything else stays. */
export interface SignInAgainRequest {
  readonly again: true;
  /** May be left out while only one environment is connected. */
  readonly dataverseUrl?: string;
}

/** 201. */
export interface SignInLinkResponse {
  /** Works once, until it expires. Whoever has it can connect: it is a secret. */
  readonly url: string;
  readonly expiresOn: string;
  /** To be registered with the application in Entra (platform "Web"). */
  readonly redirectUri: string;
}

/** 200. */
export interface ConnectResponse {
  readonly environmentId: string;
  readonly dataverseUrl: string;
  readonly organizationId: string;
  /** systemuserid the connector works as. */
  readonly userId: string;
  readonly solutionVersion: string;
  /** wave_connection row. */
  readonly connectionId: string;
  /** wave_mapping rows. */
  readonly mappings: readonly {
    readonly id: string;
    readonly systemObject: string;
    readonly table: string;
  }[];
  /** Names of the webhook steps that had been missing and were registered now. */
  readonly stepsRegistered: readonly string[];
  /** Whether the system tells us of changes. */
  readonly subscribed: boolean;
  /** Where it, or Zapier, sends them. */
  readonly eventsUrl: string;
  /** The first imports that were started, one a mapping; none without `autoSync`. */
  readonly runIds: readonly string[];
  /** What works, but should be looked at. */
  readonly warnings: readonly (Problem & { readonly params?: Readonly<Record<string, string>> })[];
}

/**
 * `POST /admin/system-keys`: makes a new key for a system to call this connector with as its CRM; the one before stays good for a day.
 */
export interface SystemKeyRequest {
  /** A system's key, e.g. "wave". */
  readonly system: string;
  /** May be left out while only one environment is connected to the system. */
  readonly environmentId?: string;
}

/** 201. The key is shown this once. */
export interface SystemKeyResponse {
  readonly environmentId: string;
  /** Where the system calls: the beginning of all its addresses. */
  readonly url: string;
  /** The header the key comes in. */
  readonly header: string;
  readonly key: string;
  /** When the key before this one ends, where there was one. */
  readonly formerUntil?: string;
}

/** `POST /admin/disconnect`: removes secrets and the steps we registered, deletes no record. 200 with {@link StatusResponse}. */
export interface DisconnectRequest {
  readonly dataverseUrl: string;
  /** Removes all that is known of the environment besides; then it may be disconnected already. */
  readonly purge?: boolean;
}

/** `POST /admin/privacy/export`: 200 with {@link PersonExport}; `POST /admin/privacy/forget`: 200 with {@link PersonErased}. */
export type { PersonErased, PersonExport, PersonRequest } from "./privacy/person";

/**
 * `POST /admin/runs`. A run of that kind that has not ended yet is answered instead of a second one; runs of one mapping go one
 * after another. "firstImport" brings everything of the system into Dataverse; "scheduled" looks at what changed on either side
 * since the last time, as the schedule does; "onDemand" and "reconcile" compare both sides as a whole.
 */
export interface StartRunRequest {
  readonly kind: "firstImport" | "scheduled" | "onDemand" | "reconcile";
  /** May be left out while only one environment is connected. */
  readonly environmentId?: string;
  /** May be left out while the environment has one mapping. */
  readonly mappingId?: string;
}

/** `POST /admin/runs` to take a run back. */
export interface UndoRunRequest {
  readonly kind: "undo";
  readonly runId: string;
}

/** 202 of `POST /admin/runs`. */
export interface StartRunResponse {
  readonly runId: string;
}

/** `GET /admin/runs/:id`. */
export interface RunView {
  readonly id: string;
  readonly environmentId: string;
  readonly mappingId: string;
  readonly kind: "firstImport" | "scheduled" | "onDemand" | "reconcile" | "undo";
  /** An undo: the run it takes back. */
  readonly undoes?: string;
  readonly status: RunStatus;
  /** Records in all, as far as the system says; null until known. */
  readonly total: number | null;
  /** Records done. */
  readonly done: number;
  readonly counts: OutcomeCounts;
  /** Requests sent to Dataverse for this run, retries included. */
  readonly requests: number;
  /** Of these, how many were answered 429. */
  readonly throttled: number;
  readonly startedOn: string | null;
  readonly endedOn: string | null;
  /** When it will have ended, as fast as it goes now; absent while nobody can tell. */
  readonly endsOn?: string;
  readonly correlationId: string;
  /** Why it failed, or what the warning is. */
  readonly problem?: Problem;
}

/** GET /admin/mappings/:id/check: what can be said about a mapping's lines; all of them: GET /admin/mappings/check. */
export interface MappingCheckView {
  readonly mappingId: string;
  readonly environmentId: string;
  readonly name: string;
  readonly status: "draft" | "active" | "paused";
  /** The mapping's documents cannot be read: why. Then there are no lines. */
  readonly problem?: string;
  readonly lines: readonly {
    readonly line: string;
    readonly column: string;
    /** Blue, yellow, red. */
    readonly level: "supported" | "limited" | "unsupported";
    readonly code: string;
    readonly text: string;
    /** A column that suits better, where there is one. */
    readonly suggestedColumn?: string;
  }[];
  /** The same for the groups of its match rules, numbered from 1; `table`: of its rules for that other table. */
  readonly rules: readonly {
    readonly group: number;
    readonly table?: string;
    readonly level: "supported" | "limited" | "unsupported";
    readonly code: string;
    readonly text: string;
  }[];
}

export interface MappingChecksResponse {
  readonly mappings: readonly MappingCheckView[];
}

/** `GET /admin/status`. */
export interface StatusResponse {
  readonly version: string;
  readonly database: "pglite" | "postgres";
  /** Where Dynamics reaches this connector, as far as the connector knows. */
  readonly webhookUrl: string;
  readonly environments: readonly EnvironmentView[];
}

/** A pause until somebody signs in. */
export interface PauseView {
  readonly since: string;
  /** The connection in the app says so; without a token that is taken, the connector cannot write it there. */
  readonly shownInApp: boolean;
  /** Admins who got a mail about it, and who are still to get one; both 0 where no mail server is set up. */
  readonly adminsNotified: number;
  readonly adminsWaiting: number;
}

export interface EnvironmentView {
  readonly id: string;
  readonly dataverseUrl: string;
  readonly status: "connected" | "needsSignIn" | "paused" | "disconnected";
  readonly connections: readonly {
    readonly id: string;
    readonly system: string;
    readonly systemUrl: string;
    /** Whether the system tells us of changes; otherwise only comparisons find them. */
    readonly subscribed: boolean;
  }[];
  /** Operations taken and not finished. */
  readonly operationsOpen: number;
  /** Records that something happened to and that have not been looked at yet. */
  readonly recordsWaiting: number;
  /** Mappings that have been compared before, and when that happens again. */
  readonly comparisons: readonly {
    readonly mappingId: string;
    /** Last time everything was compared. */
    readonly comparedOn: string | null;
    /** When it is looked again for what changed; null when the schedule is not known yet. */
    readonly nextRunOn: string | null;
  }[];
  /** Clocks of the other sides that this machine's is more than a minute away from. */
  readonly clockSkews: readonly ClockSkew[];
  readonly lastRun: RunView | null;
  readonly problem?: Problem;
  /** While somebody has to sign in. */
  readonly pause?: PauseView;
}

/** Body of every answer that is not 2xx. */
export interface AdminFailure {
  readonly error: Problem;
}
