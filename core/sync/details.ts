import { SyncStatus } from "../generated/schema";

/** Names of the choice wave_syncstatus. */
export type StatusName = keyof typeof SyncStatus;

/** What one system has to say of a row. */
export interface SystemDetails {
  /** Id of the connection. */
  readonly connection: string;
  /** The system's object, e.g. "contact". */
  readonly object: string;
  readonly externalId: string;
  readonly status: StatusName;
  /** When it was last synced (ISO 8601, to the second); absent: never yet. */
  readonly syncedOn?: string;
  /** When the row was stamped for it last, where that is not {@link syncedOn}: which of its writes has arrived is told by that. */
  readonly stampedOn?: string;
  /** Code of what keeps it from being in sync. */
  readonly code?: string;
  /** The last values that came from the system, and when (ISO 8601): an open form says so. Columns by the names of the Web API. */
  readonly brought?: { readonly on: string; readonly columns: readonly string[] };
  /**
   * A fingerprint of each column that goes to the system, as it was when the connector last looked at the row and nothing of it
   * was left to send. Names are those of the Web API (`_ownerid_value`).
   */
  readonly columns: Readonly<Record<string, string>>;
}

/** The document in wave_syncdetails: with it a form can tell what has not been sent yet, without asking the connector. */
export interface SyncDetails {
  readonly version: 1;
  readonly systems: readonly SystemDetails[];
}

const NONE: SyncDetails = { version: 1, systems: [] };

/** Reads the column. What is no such document, or one of a version not known here, says nothing: then there are no systems. */
export function readDetails(text: unknown): SyncDetails {
  if (typeof text !== "string" || text === "") return NONE;
  try {
    const read = JSON.parse(text) as { readonly version?: unknown; readonly systems?: unknown };
    if (read.version !== 1 || !Array.isArray(read.systems)) return NONE;
    return { version: 1, systems: (read.systems as Partial<SystemDetails>[]).filter(isSystem) };
  } catch {
    return NONE;
  }
}

/**
 * Writes the document so that it fits the column: what is too long loses fingerprints from the end. A column without one
 * is not compared; nothing else is lost.
 */
export function writeDetails(details: SyncDetails, maxLength: number): string {
  let text = JSON.stringify(details);
  let { systems } = details;
  while (text.length > maxLength && systems.some(({ columns }) => Object.keys(columns).length > 0)) {
    systems = systems.map((system) => ({
      ...system,
      columns: Object.fromEntries(Object.entries(system.columns).slice(0, -1)),
    }));
    text = JSON.stringify({ version: 1, systems });
  }
  return text.length > maxLength ? JSON.stringify(NONE) : text;
}

/** The document with one system's part put in the place of what that system said before. */
export function withSystem(details: SyncDetails, system: SystemDetails): SyncDetails {
  const others = details.systems.filter((each) => !isOfSame(each, system));
  return { version: 1, systems: [...others, system] };
}

/** What a system said before, if anything. */
export function systemIn(
  details: SyncDetails,
  system: Pick<SystemDetails, "connection" | "object">,
): SystemDetails | undefined {
  return details.systems.find((each) => isOfSame(each, system));
}

/** Of several systems' words on one row, the one that needs somebody first. */
const WORST: readonly StatusName[] = [
  "Failed",
  "Conflict",
  "NeedsAttention",
  "Parked",
  "Working",
  "Pending",
  "InSync",
  "Unlinked",
];

/** The one status that a row can show in a list, of what each system says of it. */
export function worstOf(one: StatusName, others: readonly StatusName[]): StatusName {
  return WORST.find((each) => each === one || others.includes(each)) ?? one;
}

type Named = Pick<SystemDetails, "connection" | "object">;

function isOfSame(one: Named, other: Named): boolean {
  return one.connection === other.connection && one.object === other.object;
}

/** What nobody but the connector writes needs no more than this to be told from what it never wrote. */
function isSystem(read: Partial<SystemDetails> | null): read is SystemDetails {
  return (
    typeof read?.connection === "string" &&
    typeof read.externalId === "string" &&
    Object.hasOwn(SyncStatus, String(read.status)) &&
    typeof read.columns === "object" &&
    read.columns !== null
  );
}
