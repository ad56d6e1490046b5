import { z } from "zod";
import { uuidV5 } from "../../../core/ids/uuid-v5";

/**
 * What a comparison looks at, in this order: rows of the table, links whose row did not turn up among them, records of the
 * system, links whose record did not. Only a comparison of everything can tell what did not turn up.
 */
const ALL = ["rows", "rowsGone", "records", "recordsGone"] as const;
export type Phase = (typeof ALL)[number];

/** Of a system that cannot be searched, the records are listed first: rows are matched with that list, and nothing is read twice. */
const LISTED_FIRST: readonly Phase[] = ["records", "recordsGone", "rows", "rowsGone"];
const CHANGES: readonly Phase[] = ["rows", "records"];

export function phasesOf(full: boolean, listedFirst: boolean): readonly Phase[] {
  if (!full) return CHANGES;
  return listedFirst ? LISTED_FIRST : ALL;
}

/** How far a comparison has come: kept with the run, page by page. */
const shape = z.object({
  /** Everything is compared, not only what changed. */
  full: z.boolean(),
  /** The page to read: Dataverse's link or the system's cursor; null for the first. */
  at: z.string().nullable(),
  /** Of that page, records up to this key are done. */
  done: z.string().nullable(),
  /** Rows and records that could not be synced for the moment and are looked at again on their own: they are counted already. */
  repeated: z.array(z.string()),
  /** Rows, or records, listed in this phase so far. */
  listed: z.number(),
  /** A side listed nothing where much was expected: what is missing there was not believed. */
  doubted: z.boolean(),
});
export type Place = z.infer<typeof shape>;

export function beginning(full: boolean): Place {
  return { full, at: null, done: null, repeated: [], listed: 0, doubted: false };
}

export const writePlace = (place: Place): string => JSON.stringify(place);

export const readPlace = (text: string): Place => shape.parse(JSON.parse(text));

/** What a run marks links with: which side it saw them on, or that both were read and brought together. */
export function marksOf(runId: string): { readonly [mark in "row" | "record" | "settled"]: string } {
  return { row: uuidV5(runId, "row"), record: uuidV5(runId, "record"), settled: uuidV5(runId, "settled") };
}
