import * as schema from "../../../core/generated/schema";
import type { World } from "./world";

/** A row of wave_link, as people see it. */
export interface ShownLink {
  readonly externalId: string;
  readonly recordId: string;
  readonly status: number;
  readonly code: string | null;
}

/** The links with Wave's contacts. */
export const shownLinks = (world: World): readonly ShownLink[] => linksOf(world, schema.System.Wave);

export function linksOf(world: World, system: number): readonly ShownLink[] {
  const { columns } = schema.link;
  const links = world.store.rows("wave_link").filter(({ values }) => values[columns.system] === system);
  return links.map(({ values }) => ({
    externalId: String(values[columns.externalid]),
    recordId: String(values[columns.recordid]),
    status: Number(values[columns.linkstatus]),
    code: (values[columns.code] as string | null | undefined) ?? null,
  }));
}

export const isLive = (link: ShownLink): boolean => link.status !== schema.SyncStatus.Unlinked;

/** Whether an open issue (with this code) tells of a record, by either of its names. */
export function hasOpenIssue(world: World, name: string, code?: string): boolean {
  const { columns } = schema.issue;
  return world.store.rows("wave_issue").some(({ values }) => {
    const told = values[columns.issuestatus] !== schema.IssueStatus.Resolved;
    if (code !== undefined && values[columns.code] !== code) return false;
    return told && (values[columns.externalid] === name || values.wave_contact === name);
  });
}
