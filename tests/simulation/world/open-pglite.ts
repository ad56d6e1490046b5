import { PGlite } from "@electric-sql/pglite";
import { databaseToBeginWith } from "../../../connector/database/begin-with";
import { migrate } from "../../../connector/database/migrate";
import { Session } from "./session";

/** Nothing of it has to survive anything, and nobody tidies up behind its back. */
const SETTINGS = [
  "shared_buffers=16MB",
  "fsync=off",
  "synchronous_commit=off",
  "full_page_writes=off",
  "wal_level=minimal",
  "max_wal_senders=0",
  "autovacuum=off",
  // A plan that depends on how often a statement was asked before would make a seed depend on the seeds before it.
  "plan_cache_mode=force_generic_plan",
];

/** The real schema on the embedded database, in memory. It takes seconds, so all seeds of a process share one. */
export async function openPglite(): Promise<Session> {
  const made = await databaseToBeginWith();
  const pglite = await PGlite.create("memory://", {
    postgresqlconf: SETTINGS,
    ...(made ? { loadDataDir: made } : {}),
  });
  const query = async <T extends object>(text: string, values?: readonly unknown[]) =>
    (await pglite.query<T>(text, values ? [...values] : undefined)).rows as readonly T[];
  await migrate({
    kind: "pglite",
    query,
    exec: async (text) => void (await pglite.exec(text)),
    transaction: (work) => work({ query }),
    listen: async () => async () => {},
    close: async () => {},
  });
  return new Session(pglite);
}
