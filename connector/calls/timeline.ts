import type { IssueRef } from "../../core/plan/types";
import { issuesOf } from "../state/issues";
import { CannotSyncError } from "../pipeline/build/build-sync";
import { issueKeysOf } from "../pipeline/report/report-issues";
import type { ActivityNews, Sync } from "../pipeline/sync";
import type { Creator } from "../pipeline/write/act-for";
import { userNamed } from "../pipeline/write/create-as";
import { OwnerRefusedError } from "../pipeline/write/owner-refused-error";
import type { LinkState } from "../state/links";
import { keepRefused } from "../state/refused-activities";
import type { NewActivity, NewTask, RowOf } from "../systems/contract/engine";
import { RouteRefusal } from "../systems/contract/routes";
import { bringTogether } from "./bring";
import { problemFor, type AtWork, type Call } from "./call";
import { linksOfRows } from "./found-rows";

/** What a system tells of, whichever it is. */
export type Told =
  | { readonly kind: "activity"; readonly told: NewActivity }
  | { readonly kind: "task"; readonly told: NewTask };

/** Whose timeline something is put on. */
export interface Subject {
  readonly object: string;
  readonly sync: Sync;
  readonly link: LinkState;
  readonly table: string;
  readonly rowId: string;
}

/** The first of these rows that is joined to a record. @throws RouteRefusal 404 */
export async function subjectOf({ syncOf }: AtWork, about: readonly RowOf[]): Promise<Subject> {
  for (const { object, rowId } of about) {
    const sync = await syncOf(object, rowId);
    const [link] = (await linksOfRows(sync, [rowId])).values();
    if (link)
      return { object, sync, link, table: sync.table.logicalName, rowId: link.recordId.toLowerCase() };
  }
  throw new RouteRefusal(
    404,
    "RECORD_NOT_FOUND",
    "It is about nobody who is linked. Create or sync them first.",
  );
}

/** In whose name a row is created, and whose it is: the user that a person stands for, or by default somebody else's. */
export interface Author {
  readonly creator: Creator | null;
  readonly ownerId: string | null;
  /** The user that the person stands for, whoever creates the row. */
  readonly userId: string | null;
  /** How she is called; null where nobody is named. */
  readonly person: string | null;
}

/** @param person as the system names her */
export function authorOf(sync: Sync, person: string | null): Author {
  const userId = person === null ? null : userNamed(sync, person);
  if (userId === null) {
    const ownerId = sync.owners.ownerFor(null)?.userId ?? null;
    return { creator: null, userId, ownerId, person: null };
  }
  const called = sync.owners.personOf(userId) ?? person!;
  const byConnector = sync.mapping.policies.createAs === "connector";
  const creator = byConnector ? null : { userId, person: called };
  return { creator, userId, ownerId: userId, person: called };
}

/**
 * Tells the records what became of an activity about them: engagement lines are written, and who was refused before is not any more.
 */
export async function noteLogged(
  call: Call,
  at: AtWork,
  about: readonly RowOf[],
  { person }: Author,
): Promise<void> {
  const news: ActivityNews = { person };
  for (const { object, rowId } of about) {
    const sync = await at.syncOf(object, rowId, news).catch((error: unknown) => {
      // One mapping may rest while the other does not.
      if (error instanceof CannotSyncError) return null;
      throw error;
    });
    const [link] = sync ? (await linksOfRows(sync, [rowId])).values() : [];
    if (!sync || !link) continue;
    const concerned =
      sync.mapping.lines.some(({ kind }) => kind === "engagement") || (await wasRefused(sync, link, news));
    if (concerned) await tell(call, sync, link);
  }
}

async function wasRefused(
  sync: Sync,
  { externalId, recordId }: LinkState,
  { person }: ActivityNews,
): Promise<boolean> {
  const keys = issueKeysOf(sync, { externalId, rowId: recordId });
  const open = await issuesOf(sync.database, sync.runtime.environment.id, keys);
  return open.some(({ code, field }) => code === "ACTIVITY_NOT_ALLOWED" && field === person);
}

/** Somebody may not log this. It is kept until she may. */
export class ActivityRefusedError extends RouteRefusal {
  constructor(
    readonly issue: IssueRef,
    message: string,
  ) {
    super(400, issue.code, message);
  }
}

/**
 * Says on the record that somebody may not do this, keeps what was told for when she may, and answers the call so. Whatever else went wrong
 * is thrown as it is.
 */
export async function refuse(
  call: Call,
  at: AtWork,
  { link, object }: Subject,
  error: unknown,
  told: Told,
): Promise<never> {
  if (!(error instanceof OwnerRefusedError)) throw error;
  // Rights are what both have: here it is the connector that lacks one.
  if (error.refuses(at.runtime.environment.userId)) throw error.asItCame;
  const { person } = error;
  const refused = {
    code: "ACTIVITY_NOT_ALLOWED" as const,
    params: { value: person, field: person, details: error.missingRight ?? "?" },
  };
  const { externalId, recordId } = link;
  await keepRefused(call.parts.database, call, told, { person, recordId, externalId });
  const sync = await at.syncOf(object, recordId, { person, refused });
  await tell(call, sync, link);
  throw new ActivityRefusedError(refused, problemFor(refused, call).message);
}

async function tell(call: Call, sync: Sync, { externalId: id }: LinkState): Promise<void> {
  await bringTogether(call, sync, [{ id, values: {}, partial: true }]);
}
