import type { Database } from "../../../connector/database/database";
import { openDatabase } from "../../../connector/database/open-database";
import { startPostgres } from "./postgres";

/** Runs one suite over the embedded database and over a real Postgres server from npm. */
export function onBothDatabases(name: string, suite: (open: () => Database) => void): void {
  describe.each(["pglite", "postgres"] as const)(`${name} (%s)`, (kind) => {
    let database: Database;
    let stop = async () => {};

    beforeAll(async () => {
      const server = kind === "postgres" ? await startPostgres() : undefined;
      stop = server?.stop ?? stop;
      database = await openDatabase(server ? { databaseUrl: server.url } : {});
    });

    afterAll(async () => {
      await database?.close();
      await stop();
    });

    suite(() => database);
  });
}
