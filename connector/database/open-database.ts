import type { Database } from "./database";
import { migrate } from "./migrate";
import { openPglite } from "./pglite";
import { openPostgres } from "./postgres";

export interface DatabaseSettings {
  /** A Postgres server; embedded without one. */
  readonly databaseUrl?: string;
  /** Where the embedded database is kept; in memory without one. */
  readonly dataFolder?: string;
}

/**
 * Opens the database the settings name, brought up to date.
 * @throws DatabaseAwayError when it is not there (yet), FolderInUseError
 */
export async function openDatabase(where: DatabaseSettings): Promise<Database> {
  const database = where.databaseUrl ? openPostgres(where.databaseUrl) : await openPglite(where.dataFolder);
  try {
    await migrate(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}
