import * as schema from "../../../core/generated/schema";
import type { World } from "../world/world";
import { isLive, linksOf, type ShownLink } from "../world/links";
import { EDITED_OF_COMPANY, UNMAPPED, type Companies, type CompanyColumn } from "./companies";

const { Failed, NeedsAttention, Parked } = schema.SyncStatus;
const TOLD: ReadonlySet<number> = new Set([Failed, NeedsAttention, Parked]);

/** What is wrong with the accounts at the end, in words; empty when every promise was kept. */
export function checkCompanies(world: World, companies: Companies): readonly string[] {
  const links = linksOf(world, schema.System.Front);
  return [
    ...doubled(world, companies, links),
    ...invisible(world, companies, links),
    ...links.filter(isLive).flatMap((link) => disagreeing(world, companies, link)),
    ...lost(companies),
  ];
}

function isTold(world: World, rowId: string): boolean {
  const { columns } = schema.issue;
  return world.store
    .rows("wave_issue")
    .some(
      ({ values }) =>
        values.wave_account === rowId && values[columns.issuestatus] !== schema.IssueStatus.Resolved,
    );
}

/** A company is one account of Front, and has one link. */
function doubled(
  world: World,
  { front, masters, merged }: Companies,
  links: readonly ShownLink[],
): readonly string[] {
  const wrong: string[] = [];
  const live = links.filter(isLive);
  for (const name of ["externalId", "recordId"] as const) {
    const seen = new Set<string>();
    for (const link of live) {
      if (seen.has(link[name])) wrong.push(`Doubled: ${link[name]} of Front has more than one link.`);
      seen.add(link[name]);
    }
  }
  const madeFor = new Map<string, string[]>();
  for (const { id, external_id: row } of front.store.all())
    if (row !== null) madeFor.set(row, [...(madeFor.get(row) ?? []), id]);
  for (const [row, ids] of madeFor)
    if (ids.length > 1) wrong.push(`Doubled: ${ids.join(", ")} of Front were made for row ${row}.`);
  // Nobody was made beside the account that is there already, unless it is told, or a merge made one company of two.
  for (const link of live) {
    const row = world.store.get("account", link.recordId);
    const domain = /www\.(.+)$/.exec(String(row?.values.websiteurl ?? ""))?.[1];
    if (!row || domain === undefined || masters.has(row.id) || merged.size > 0) continue;
    const name = String(row.values.name).toLowerCase();
    const others = front.store
      .all()
      .filter(
        (each) =>
          each.id !== link.externalId && (each.domains.includes(domain) || each.name.toLowerCase() === name),
      );
    if (others.length > 0 && !isTold(world, row.id))
      wrong.push(
        `Doubled: ${link.externalId} of row ${row.id} stands beside ${others.map(({ id }) => id).join(", ")}.`,
      );
  }
  return wrong;
}

/** Every active account is in Front, or somebody is told why not. */
function invisible(world: World, { removed }: Companies, links: readonly ShownLink[]): readonly string[] {
  const linked = new Map(links.map((link) => [link.recordId, link]));
  return world.store.rows("account").flatMap(({ id, values }) => {
    if (values.statecode !== 0 || values.merged === true || isTold(world, id)) return [];
    const link = linked.get(id);
    if (!link) return [`Invisible: account row ${id} is not in Front, and nobody is told.`];
    // Deleted there by hand: then the link has ended.
    if (!isLive(link))
      return removed.has(link.externalId) ? [] : [`Invisible: the link of account row ${id} has ended.`];
    return [];
  });
}

/** Front holds what Dynamics holds, unless somebody typed there since, or it is told. */
function disagreeing(
  world: World,
  companies: Companies,
  { externalId, recordId, status }: ShownLink,
): readonly string[] {
  const { front, typed } = companies;
  if (TOLD.has(status) || isTold(world, recordId)) return [];
  const row = world.store.get("account", recordId);
  const account = front.store.all().find(({ id }) => id === externalId);
  if (!row || !account)
    return [
      `Disagreeing: ${externalId} of Front and row ${recordId} are shown as linked, but one side is gone.`,
    ];
  if (row.values.statecode !== 0) return [];
  const held: Readonly<Record<CompanyColumn, unknown>> = {
    name: account.name,
    description: account.description || null,
    telephone1: account.custom_fields.Phone ?? null,
  };
  return EDITED_OF_COMPANY.flatMap(({ column }) => {
    const [here, there] = [row.values[column] ?? null, held[column] ?? null];
    if (here === there) return [];
    const last = (record: string) =>
      typed.filter((each) => each.record === record && each.column === column).at(-1)?.order ?? -1;
    // What is typed at the end of a line stays there until its source changes; an empty source only receives.
    if (last(externalId) > last(recordId) || (here === null && last(externalId) >= 0)) return [];
    // A merge's master takes up what its own account held.
    return [
      `Disagreeing: ${externalId} of Front, ${column}: "${String(there)}", Dynamics "${String(here)}", and nobody is told.`,
    ];
  });
}

/** What no line maps, and what stands beside ours in a list, is never erased. */
function lost({ front, typed, writtenOver }: Companies): readonly string[] {
  const wrong: string[] = [];
  for (const account of front.store.all()) {
    const here = typed.filter(({ record, side }) => side === "front" && record === account.id);
    const city = here.filter(({ column }) => column === "city").at(-1);
    if (city && account.custom_fields[UNMAPPED] !== city.value && !writtenOver.has(city))
      wrong.push(
        `Lost: ${account.id} of Front had the city "${city.value}", and has "${String(account.custom_fields[UNMAPPED])}".`,
      );
    for (const domain of here.filter(({ column }) => column === "domain"))
      if (!account.domains.includes(domain.value!) && !writtenOver.has(domain))
        wrong.push(`Lost: ${account.id} of Front had the domain "${domain.value}".`);
  }
  return wrong;
}
