import type { Value } from "../records";
import type { StatusName, SystemDetails } from "./details";
import { fingerprint } from "./fingerprint";

/** What a connection is ready for, by its own status and its mapping's. */
export type Readiness = "Ready" | "Paused" | "NeedsSignIn" | "Disconnected";

/** What is true of a record now, as far as its form can know. */
export type RecordStatus =
  | { readonly kind: "inSync" }
  /** Changed, and not sent yet. `columns`: which ones, by the names of the Web API; empty where that is not known. */
  | { readonly kind: "waiting"; readonly columns: readonly string[] }
  | { readonly kind: "needsAttention"; readonly status: StatusName }
  /** Nothing is sent or fetched until somebody starts it again. `columns`: what has changed meanwhile. */
  | {
      readonly kind: "paused";
      readonly why: Exclude<Readiness, "Ready">;
      readonly columns: readonly string[];
    }
  | { readonly kind: "notLinked" };

/** What decides. */
export interface Held {
  /** What the system's part of wave_syncdetails says; undefined: nothing yet. */
  readonly system: SystemDetails | undefined;
  readonly readiness: Readiness;
  /** The row as it is saved now, by the names of the Web API; a column that is missing is not compared. */
  readonly row: Readonly<Record<string, Value | undefined>>;
}

/** Whatever else has happened, these need somebody first. */
const TROUBLE: ReadonlySet<StatusName> = new Set(["Failed", "Conflict", "NeedsAttention", "Parked"]);

/**
 * The status of a record with one system, from what the form holds: no connector is asked. What keeps everything from
 * moving comes first, then what needs a person, then what waits; in sync is only what is left.
 */
export function recordStatus({ system, readiness, row }: Held): RecordStatus {
  const columns = system ? changedColumns(system, row) : [];
  if (readiness !== "Ready") return { kind: "paused", why: readiness, columns };
  if (!system || system.status === "Unlinked") return { kind: "notLinked" };
  if (TROUBLE.has(system.status)) return { kind: "needsAttention", status: system.status };
  if (columns.length > 0 || system.status !== "InSync") return { kind: "waiting", columns };
  return { kind: "inSync" };
}

/** Columns that hold something else than what both sides agreed on. */
export function changedColumns(system: SystemDetails, row: Held["row"]): readonly string[] {
  if (system.status === "Unlinked") return [];
  return Object.entries(system.columns).flatMap(([column, agreed]) =>
    column in row && fingerprint(column, row[column]) !== agreed ? [column] : [],
  );
}

/** Of several systems' statuses, the one that a single word for the record has to be: the first of these that occurs. */
const WORST = ["needsAttention", "waiting", "paused", "inSync", "notLinked"] as const;

/** One status for a record that several systems know. Undefined where there is none. */
export function worstStatus(statuses: readonly RecordStatus[]): RecordStatus | undefined {
  for (const kind of WORST) {
    const found = statuses.find((status) => status.kind === kind);
    if (found) return found;
  }
  return undefined;
}
