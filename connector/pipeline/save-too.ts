import type { Sql } from "../database/database";
import type { RecordName } from "../state/changes";
import type { Result } from "./item";

/** What a save is to do besides; gives what follows once it is durable, if anything does. */
export type SaveToo = (
  sql: Sql,
  results: readonly Result[],
  names: readonly RecordName[],
) => Promise<void | (() => void)>;
