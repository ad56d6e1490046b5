import type { DataverseCall } from "./call";
import { DataverseError } from "./dataverse-error";
import type { Json } from "./json";
import type { Transport, WireResponse } from "./transport";

/** Dataverse's largest page. */
const PAGE_SIZE = 5_000;
const NOT_TRACKED = "0x80072491";

/** One page of a table, or of what has changed in it. */
export interface ChangesPage {
  /** As they are now; without a delta link to start from, all rows. */
  readonly rows: readonly Json[];
  /** Ids of rows that are gone. */
  readonly removed: readonly string[];
  /** The page after this one; null on the last. */
  readonly next: string | null;
  /** On the last page: what changes from the first page on. Null where the table's changes are not tracked. */
  readonly deltaLink: string | null;
}

/**
 * The page of a table's rows, or of its changes, that `link` points to (a delta link or the `next` of a page); null for the
 * first page of all rows. Where changes are not tracked, all rows come without a delta link.
 * https://learn.microsoft.com/power-apps/developer/data-platform/use-change-tracking-synchronize-data-external-systems
 * @throws DataverseError; {@link isStaleLink} tells when to start over
 */
export async function readChanges(
  transport: Transport,
  entitySet: string,
  select: readonly string[],
  link: string | null,
  call: DataverseCall,
): Promise<ChangesPage> {
  const path = link ?? `${entitySet}?$select=${select.join(",")}`;
  const ask = (tracked: boolean) =>
    transport.ask(
      {
        method: "GET",
        path,
        headers: { prefer: `${tracked ? "odata.track-changes," : ""}odata.maxpagesize=${PAGE_SIZE}` },
      },
      call,
      readPage,
    );
  try {
    return await ask(true);
  } catch (error) {
    if (link !== null || !isNotTracked(error)) throw error;
    return ask(false);
  }
}

/** The link is too old (0x80044352: older than the organisation keeps changes), or none Dataverse knows: compare everything. */
export function isStaleLink(error: unknown): boolean {
  return error instanceof DataverseError && (error.status === 400 || error.status === 410);
}

/** Whether a delta link still asks for these columns: it carries those it was made with. */
export function asksFor(deltaLink: string, select: readonly string[]): boolean {
  const asked = new URL(deltaLink).searchParams.get("$select")?.split(",") ?? [];
  return asked.length === select.length && select.every((name) => asked.includes(name));
}

function isNotTracked(error: unknown): boolean {
  return error instanceof DataverseError && error.code === NOT_TRACKED;
}

interface PageJson {
  readonly value: readonly Json[];
  readonly "@odata.nextLink"?: string;
  readonly "@odata.deltaLink"?: string;
}

function readPage({ text }: WireResponse): ChangesPage {
  const page = JSON.parse(text) as PageJson;
  const rows: Json[] = [];
  const removed: string[] = [];
  for (const entry of page.value) {
    if (isRemoved(entry)) removed.push(String(entry.id).toLowerCase());
    else rows.push(entry);
  }
  return {
    rows,
    removed,
    next: page["@odata.nextLink"] ?? null,
    deltaLink: page["@odata.deltaLink"] ?? null,
  };
}

/** `{"@odata.context": "…/$metadata#contacts/$deletedEntity", "id": …, "reason": "deleted"}` */
function isRemoved(entry: Json): boolean {
  return String(entry["@odata.context"] ?? "").endsWith("/$deletedEntity");
}
