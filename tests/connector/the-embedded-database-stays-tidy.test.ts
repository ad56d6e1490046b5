import { randomUUID } from "node:crypto";
import type { Database } from "../../connector/database/database";
import { openDatabase } from "../../connector/database/open-database";
import { tidy } from "../../connector/database/tidy";
import { saveLinks } from "../../connector/state/links";
import { leaseRecords, releaseRecords } from "../../connector/state/record-leases";
import { addEnvironment } from "./support/environment";

const LINKS = 3_000;

/** Nobody else tidies an embedded database: it has no process of its own that could. */
describe("the embedded database", () => {
  const environmentId = randomUUID();
  const scope = { environmentId, connectionId: randomUUID(), systemObject: "contact" };
  let database: Database;

  beforeAll(async () => {
    process.env.WAVE_SYNC_TEST_NEW_DATABASE = "yes";
    database = await openDatabase({});
    await addEnvironment(database, { id: environmentId });
    const links = Array.from({ length: LINKS }, (_, n) => ({
      externalId: `id${n}`,
      table: "contact",
      recordId: randomUUID(),
      base: null,
    }));
    await saveLinks(database, scope, links);
  });
  afterAll(() => database.close());

  /** Rows Postgres looks at to find ten links by external id. */
  async function rowsLookedAt(): Promise<number> {
    const ids = Array.from({ length: 10 }, (_, n) => `id${n * 100}`);
    const [{ "QUERY PLAN": plan }] = (await database.query(
      `explain (analyze, format json) select base from wave_sync.link_state where environment_id = $1 and connection_id = $2
         and system_object = 'contact' and (external_id = any($3::text[]) or (table_name = 'contact' and record_id = any('{}'::uuid[])))`,
      [environmentId, scope.connectionId, ids],
    )) as unknown as [{ "QUERY PLAN": [{ Plan: Record<string, number> }] }];
    const { "Actual Rows": found, "Rows Removed by Filter": removed } = plan[0].Plan;
    return found! + (removed ?? 0);
  }

  it("finds links without going through all of them", async () => {
    expect(await rowsLookedAt()).toBe(LINKS);
    expect(await tidy(database)).toBe(true);
    expect(await rowsLookedAt()).toBe(10);
  });

  it("takes no more room for leases, however often they are taken and given back", async () => {
    const keys = Array.from({ length: 200 }, (_, n) => `row/contact/${n}`);
    const sizes: number[] = [];
    for (let round = 1; round <= 30; round++) {
      await leaseRecords(database, environmentId, keys, `owner ${round}`);
      await releaseRecords(database, `owner ${round}`);
      while (await tidy(database));
      const [row] = await database.query<{ size: number }>(
        "select pg_relation_size('wave_sync.record_lease')::int as size",
      );
      sizes.push(row!.size);
    }
    expect(sizes[29]).toBeLessThanOrEqual(2 * sizes[0]!);
  });
});
