import { readFile } from "node:fs/promises";

/**
 * A database to begin with instead of an empty one, as PGlite dumps it; set while testing, where hundreds of connectors start
 * and making a database for each would take seconds. The built programs do not have this (scripts/build/bundle.ts).
 */
export async function databaseToBeginWith(): Promise<Blob | null> {
  const file = process.env.WAVE_SYNC_TEST_DATABASE;
  return file ? (read ??= readFile(file).then((content) => new Blob([content]))) : null;
}

/** One process opens many. */
let read: Promise<Blob> | undefined;
