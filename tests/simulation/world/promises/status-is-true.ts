import * as schema from "../../../../core/generated/schema";
import type { End } from "../invariants";
import { hasOpenIssue, isLive, linksOf, shownLinks } from "../links";
import type { World } from "../world";
import { hasDecided } from "./overruled";

const { InSync, Failed, Parked, Conflict, NeedsAttention, Pending, Unlinked } = schema.SyncStatus;
const WORST_FIRST: readonly number[] = [Failed, Conflict, NeedsAttention, Parked, Pending, InSync, Unlinked];
const { columns } = schema.issue;

/** Questions that only a person can answer: nothing has gone wrong where one of them is asked. */
const QUESTIONS: ReadonlySet<unknown> = new Set([
  "CONFLICT",
  "DELETE_CONFLICT",
  "MATCH_AMBIGUOUS",
  "NO_MATCH",
  "LINK_TAKEN",
  "NAME_TAKEN",
  "LINKED_ELSEWHERE",
  "MERGED_HERE_ONLY",
  "EXTERNAL_ID_TAKEN",
  "NOT_LINKED",
  "DIRECTION_NOT_ALLOWED",
  "CHANGED_SINCE_RUN",
]);
/** What rows and links show is what is so: green only where nothing is asked, red only where something really was refused. */
export function checkStatuses(end: End): readonly string[] {
  return [...greenWithAQuestion(end), ...redWithoutACause(end)];
}

function greenWithAQuestion({ world }: End): readonly string[] {
  return shownLinks(world)
    .filter(isLive)
    .flatMap(({ externalId, recordId, status }) => {
      const row = world.store.get("contact", recordId);
      const shown = row?.values.wave_syncstatus;
      const asked = ["CONFLICT", "DELETE_CONFLICT"].some((code) => hasOpenIssue(world, externalId, code));
      if (asked && (status === InSync || shown === InSync))
        return [`Untrue: ${externalId} is shown as in sync, and a person is asked about it.`];
      // Where another system could not be joined to the row, no link says so, but an issue.
      const isTold = world.leads !== null && hasOpenIssue(world, recordId);
      return row && row.values.statecode === 0 && shown !== worstOf(world, recordId) && !isTold
        ? [`Untrue: row ${recordId} shows ${String(shown)}, its link ${status}.`]
        : [];
    });
}

/** Of all that its systems say of a row, what needs somebody first. */
function worstOf(world: World, recordId: string): number | undefined {
  const statuses = Object.values(schema.System)
    .flatMap((system) => linksOf(world, system))
    .filter((link) => link.recordId === recordId)
    .map(({ status }) => status);
  return WORST_FIRST.find((each) => statuses.includes(each));
}

/** Nothing is refused that nobody refused: an update of a pair arrives. */
function redWithoutACause(end: End): readonly string[] {
  const { ledger, people, world } = end;
  const namesOf = (names: readonly unknown[]) =>
    names.flatMap((name) => (typeof name === "string" ? [name, ...ledger.partnersOf(name)] : []));
  // That a text came with what no database keeps is told while it stands there.
  const cleaned = (...names: unknown[]) => namesOf(names).some((name) => people.sentPoison.has(name));
  const explained = (code: unknown) => QUESTIONS.has(code);
  const refused = (...names: unknown[]) =>
    world.wave.refusedCreation ||
    namesOf(names).some((name) => world.store.refused.has(name) || world.wave.refused.has(name));
  // Set aside by somebody's word, and by nobody else's.
  const chosen = (code: unknown, record: string) => code === "IGNORED" && hasDecided(end, record);
  const links = shownLinks(world).filter(
    ({ externalId, recordId, status, code }) =>
      (status === Failed || (status === Parked && !chosen(code, externalId))) &&
      !explained(code) &&
      !refused(externalId, recordId),
  );
  const issues = world.store
    .rows("wave_issue")
    .filter(
      ({ values }) =>
        values[columns.issuestatus] === schema.IssueStatus.Open &&
        !values.wave_account &&
        !explained(values[columns.code]) &&
        !(
          values[columns.code] === "VALUE_CLEANED" && cleaned(values[columns.externalid], values.wave_contact)
        ) &&
        !refused(values[columns.externalid], values.wave_contact),
    );
  return [
    ...links.map(
      ({ externalId, code }) => `Untrue: ${externalId} has failed (${code}), and nobody refused anything.`,
    ),
    ...issues.map(
      ({ values }) =>
        `Untrue: ${String(values[columns.externalid] ?? values.wave_contact)} is told as ${String(values[columns.code])}, and nobody refused anything.`,
    ),
  ];
}
