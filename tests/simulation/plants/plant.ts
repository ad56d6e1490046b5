import type { Mapping } from "../../../core/mapping/types";
import type { Weather } from "../world/settings";

/**
 * A fault, planted in the engine's own source when the simulation is bundled for it. The product's code knows nothing of it, and is
 * not made for it.
 */
export interface Plant {
  /** Its name where it is switched on. */
  readonly id: string;
  /** What goes wrong then, as the name of its test. */
  readonly what: string;
  readonly edits: readonly Edit[];
  /** The world in which it shows at once. */
  readonly weather: Partial<Weather>;
  readonly mapping?: (mapping: Mapping) => Mapping;
  /** It is about accounts: Front is part of the world. */
  readonly withFront?: true;
  /** It is about what Enginy shares with others: it is part of the world, and so is Front. */
  readonly withEnginy?: true;
  /** It is about mails: mailboxes are part of the world. */
  readonly withNylas?: true;
  /** The promise that is broken, as its violations begin. */
  readonly shows: RegExp;
}

/** `find` stands in the engine's source exactly once, and gives way to `put`. */
export interface Edit {
  readonly find: string;
  readonly put: string;
}

/** In `put`: whether this plant is switched on. */
export const PLANTED = "$planted";

/**
 * Chunks of two records, in worlds that have them: made for thousands, the engine's own are never filled by the few persons of a
 * world. What is planted here is no fault.
 */
export const SMALL_CHUNKS: readonly Edit[] = [
  {
    find: "leaseChanges(database, environmentId, owner, CHUNK_RECORDS,",
    put: "leaseChanges(database, environmentId, owner, $small ? 2 : CHUNK_RECORDS,",
  },
  {
    find: "return (before) => (read, told) => {",
    put: "return (before) => (read, told) => {\n    if ($small) return 2;",
  },
  {
    find: "{ most = () => CHUNK_RECORDS, updatedSince }",
    put: "{ most = () => ($small ? 2 : CHUNK_RECORDS), updatedSince }",
  },
  {
    find: "pageSize: Math.min(PAGE_SIZE, CHUNK_MAILS - records.size),",
    put: "pageSize: $small ? 2 : Math.min(PAGE_SIZE, CHUNK_MAILS - records.size),",
  },
  {
    find: "while (next !== null && records.size < CHUNK_MAILS &&",
    put: "while (next !== null && records.size < ($small ? 4 : CHUNK_MAILS) &&",
  },
  { find: "chunksOf(rowIds, CHUNK_RECORDS)", put: "chunksOf(rowIds, $small ? 2 : CHUNK_RECORDS)" },
  { find: "undoes, progress.cursor, CHUNK)", put: "undoes, progress.cursor, $small ? 2 : CHUNK)" },
  { find: "chunk.length === TOGETHER", put: "chunk.length === ($small ? 2 : TOGETHER)" },
];

/** In the `put` of those: whether the world has small chunks. */
export const SMALL = "$small";
