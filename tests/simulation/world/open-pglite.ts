import { PGlite } from "@electric-sql/pglite";
import { migrate } from "../../../connector/database/migrate";

/** Nothing of it has to survive anything, and nobody tidies up behind its back. */
const SETTINGS = [
  "shared_buffers=16MB",
  "fsync=off",
  "synchronous_commit=off",
  "full_page_writes=off",
  "wal_level=minimal",
  "max_wal_senders=0",
  "autovacuum=off",
];

/** The real schema on the embedded database, in memory. It takes two seconds, so all seeds of a process share one. */
export async function openPglite(): Promise<PGlite> {
  const pglite = await PGlite.create("memory://", { postgresqlconf: SETTINGS });
  const query = async <T extends object>(text: string, values?: readonly unknown[]) =>
    (await pglite.query<T>(text, values ? [...values] : undefined)).rows as readonly T[];
  await migrate({
    kind: "pglite",
    query,
    exec: async (text) => void (await pglite.exec(text)),
    transaction: (work) => work({ query }),
    close: async () => {},
  });
  return pglite;
}
