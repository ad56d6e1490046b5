import * as schema from "../../../core/generated/schema";
import type { MappingLine } from "../../../core/mapping/types";
import { ACTIVITIES } from "../dataverse/tables";
import type { End } from "../world/invariants";
import type { Held } from "../world/ledger";
import { hasOpenIssue, isLive, linksOf, type ShownLink } from "../world/links";
import { columnOf } from "../world/people";
import { EDITED } from "../world/settings";
import { EDITED_OF_LEAD, SENDERS_COLUMN, type LeadField } from "./lead-mappings";
import type { Leads } from "./leads";

const { Conflict, Failed, NeedsAttention, Parked } = schema.SyncStatus;
const TOLD: ReadonlySet<number> = new Set([Conflict, Failed, NeedsAttention, Parked]);

/** What is wrong with what Enginy and Dynamics hold of people, in words; empty when every promise was kept. */
export function checkLeads(end: End, leads: Leads): readonly string[] {
  const links = linksOf(end.world, schema.System.Enginy).filter(
    ({ externalId }) => leads.owners.has(externalId) || leads.sandbox.contacts.find(Number(externalId)),
  );
  const live = links.filter(isLive);
  return [
    ...doubled(live),
    ...invisible(end, leads, links),
    ...live.flatMap((link) => disagreeing(end, leads, link)),
    ...checkCampaigns(end, leads),
    ...activities(end, leads, live),
    ...overwritten(end, leads),
    ...invented(end, leads),
    ...leads.calls.unanswered.map((what) => `Unanswered: ${what}.`),
  ];
}

/** A contact of Enginy's is one row, and no row is two of them. */
function doubled(live: readonly ShownLink[]): readonly string[] {
  return (["externalId", "recordId"] as const).flatMap((name) => {
    const names = live.map((link) => link[name]);
    const twice = names.filter((each, at) => names.indexOf(each) !== at);
    return twice.map((each) => `Doubled: ${each} of Enginy has more than one link.`);
  });
}

/** Every contact of Enginy's has a row, or somebody is told why not. */
function invisible(
  { ledger, world }: End,
  { owners, sandbox }: Leads,
  links: readonly ShownLink[],
): readonly string[] {
  return sandbox.contacts.all().flatMap(({ id }) => {
    const name = String(id);
    if (links.some(({ externalId }) => externalId === name) || hasOpenIssue(world, name)) return [];
    const rows = world.store.rows("contact").filter((row) => ledger.owners.get(row.id) === owners.get(name));
    if (rows.some((row) => hasOpenIssue(world, row.id))) return [];
    return [`Invisible: contact ${name} of Enginy has no row, and nobody is told.`];
  });
}

/** What Enginy holds stands in the row, or a rule says why not, or it is told where people see it. */
function disagreeing(end: End, leads: Leads, link: ShownLink): readonly string[] {
  const { ledger, people, world } = end;
  const { externalId, recordId, status } = link;
  if (TOLD.has(status) || hasOpenIssue(world, externalId)) return [];
  const row = world.store.get("contact", recordId);
  if (!row) return [`Disagreeing: ${externalId} of Enginy is shown as linked, and its row is gone.`];
  // Deleted there: the mapping keeps its row, and the link ends with the next comparison.
  if (row.values.statecode !== 0 || !leads.sandbox.contacts.find(Number(externalId))) return [];
  // Who merges two rows decides whose values stay.
  if ([...people.merged.values()].includes(recordId)) return [];
  const wrong = EDITED_OF_LEAD.flatMap(({ field, column }) => {
    const [there, here] = [leads.valueOf(externalId, field), (row.values[column] as string | null) ?? null];
    const line = leads.contacts.lines.find(({ id }) => id === field)!;
    const history = ledger.historyOf(recordId, column);
    if (here === there || isAsTheRulesSay(leads, line, history, externalId, there)) return [];
    return [
      `Disagreeing: ${externalId} of Enginy and row ${recordId}, ${field}: "${there}", Dynamics "${here}" (${line.writeRule}, ${line.conflict}), and nobody is told.`,
    ];
  });
  return wrong;
}

/** Who has written to somebody in a campaign stands in the row, though nothing but an event told of it. */
export function checkCampaigns({ people, world }: End, leads: Leads): readonly string[] {
  return linksOf(world, schema.System.Enginy)
    .filter(
      (link) =>
        isLive(link) && !TOLD.has(link.status) && leads.sandbox.contacts.find(Number(link.externalId)),
    )
    .flatMap(({ externalId, recordId }) => {
      const row = world.store.get("contact", recordId);
      const isMerged = [...people.merged.values()].includes(recordId);
      if (!row || row.values.statecode !== 0 || isMerged || hasOpenIssue(world, externalId)) return [];
      const [senders, shown] = [leads.sendersOf(externalId), row.values[SENDERS_COLUMN] ?? null];
      return senders === shown
        ? []
        : [
            `Lost: ${String(senders)} wrote to ${externalId} of Enginy, and row ${recordId} says ${String(shown)}.`,
          ];
    });
}

/** Whether the row may hold something else than Enginy does, by what its column held one after the other. */
function isAsTheRulesSay(
  { touchedOn, typed }: Leads,
  { id, conflict, writeRule }: MappingLine,
  history: readonly Held[],
  externalId: string,
  there: string | null,
): boolean {
  const last = history.at(-1);
  const since = typed.filter(({ record, field }) => record === externalId && field === id).at(-1)?.on ?? 0;
  // It arrived, and somebody has changed the row since.
  if (history.some(({ fromEnginy, on, value }) => fromEnginy && on >= since && value === there))
    return last !== undefined && !last.fromEnginy;
  // An empty field only receives, until something of it has once arrived.
  if (there === null && !history.some(({ fromEnginy }) => fromEnginy)) return true;
  // It never arrived: only where something stood there that was not Enginy's.
  if (!last) return false;
  if (writeRule === "onlyWhenEmpty") return last.value !== null;
  if (last.fromEnginy) return false;
  if (writeRule === "emptyOrOurs" || conflict === "dataverse") return last.value !== null || there === null;
  if (conflict === "newest") return last.on >= Math.floor((touchedOn.get(externalId) ?? 0) / 1_000) * 1_000;
  return false;
}

/** Every message is on a timeline once, whichever table it is in, however often and to whomever it was told. */
function activities({ world }: End, leads: Leads, live: readonly ShownLink[]): readonly string[] {
  const { contacts, engagement } = leads.sandbox;
  const rows = ACTIVITIES.flatMap(({ logicalName }) => world.store.rows(logicalName));
  return engagement.messages.contactIds().flatMap((id) => {
    const crmId = contacts.find(id)?.contactCRMId;
    const isThere = live.some(({ externalId, recordId }) => externalId === String(id) && recordId === crmId);
    return engagement.messages.of(id).flatMap(({ shown: { content } }) => {
      const found = rows.filter(({ values }) => String(values.description).includes(content));
      const answered = leads.logged.get(content);
      if (found.length > 1)
        return [`Doubled: "${content}" to ${id} of Enginy was logged ${found.length} times.`];
      if (found.length === 0 && (isThere || answered))
        return [`Lost: "${content}" to ${id} of Enginy was not logged.`];
      if (answered && found[0]!.id !== answered)
        return [`Untrue: Enginy was told that "${content}" is ${answered}, and it is ${found[0]!.id}.`];
      return found.every(({ values }) => values.statecode === 1)
        ? []
        : [`Untrue: "${content}" to ${id} of Enginy is not over.`];
    });
  });
}

/** What somebody has typed into a row, or Wave has brought, is written over only where the line may. */
function overwritten({ ledger, people, world }: End, leads: Leads): readonly string[] {
  return [...ledger.sides].flatMap(([row, side]) =>
    side === "wave" || people.merged.size > 0
      ? []
      : EDITED_OF_LEAD.flatMap(({ field, column }) => {
          const { conflict, writeRule } = leads.contacts.lines.find(({ id }) => id === field)!;
          const history = ledger.historyOf(row, column);
          return history.flatMap(({ fromEnginy, value }, at) => {
            const before = history[at - 1];
            if (!fromEnginy || !before || before.fromEnginy || before.value === null) return [];
            const careful = writeRule !== "overwrite" || conflict === "dataverse";
            // Where Enginy held the same, both had agreed on it.
            const agreed =
              writeRule !== "onlyWhenEmpty" &&
              heldByEnginy(leads, ledger.owners.get(row), field, before.value);
            if (!careful || agreed || world.decided.has(row)) return [];
            return [
              `Lost: "${before.value}" in ${column} of row ${row} was written over with "${value}" of Enginy (${writeRule}, ${conflict}).`,
            ];
          });
        }),
  );
}

function heldByEnginy(
  { owners, typed }: Leads,
  owner: string | undefined,
  field: LeadField,
  value: string,
): boolean {
  return typed.some(
    (each) => each.field === field && each.value === value && owners.get(each.record) === owner,
  );
}

/** Whatever stands in a field, somebody typed it there or on another side, for this very person. */
function invented({ ledger, people, world }: End, leads: Leads): readonly string[] {
  // Two made one hold the values of either.
  if (people.merged.size > 0) return [];
  const known = new Set([
    ...people.typed.map(({ record, field, value }) => `${ledger.owners.get(record)}/${field}/${value}`),
    ...leads.typed.map(({ record, field, value }) => `${leads.owners.get(record)}/${field}/${value}`),
  ]);
  const isKnown = (record: string, field: string, value: string | null) =>
    value === null || known.has(`${ledger.owners.get(record)}/${field}/${value}`);
  return EDITED.flatMap(({ field }) => [
    ...world.store.rows("contact").flatMap(({ id, values }) => {
      const value = (values[columnOf(field)] as string | null | undefined) ?? null;
      return isKnown(id, field, value) ? [] : [`Invented: row ${id} holds ${field} "${value}".`];
    }),
    ...world.wave.store.all().flatMap(({ id }) => {
      const value = people.waveValue(id, field);
      return isKnown(id, field, value) ? [] : [`Invented: ${id} of Wave holds ${field} "${value}".`];
    }),
  ]);
}
