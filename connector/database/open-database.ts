import type { Database } from "./database";
import { migrate } from "./migrate";
import { openPglite } from "./pglite";
import { openPostgres } from "./postgres";

/** Opens the database the settings name, brought up to date. */
export async function openDatabase(where: {
  readonly databaseUrl?: string;
  readonly dataFolder?: string;
}): Promise<Database> {
  const database = where.databaseUrl
    ? await openPostgres(where.databaseUrl)
    : await openPglite(where.dataFolder);
  try {
    await migrate(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}
