import type { DataverseClient } from "../../connector/dataverse/client";
import { DataverseError } from "../../connector/dataverse/dataverse-error";
import type { Json } from "../../connector/dataverse/json";
import { writeBulk, type BulkRow } from "../../connector/pipeline/write/write-bulk";

const TABLE = { logicalName: "contact", entitySet: "contacts" };
const rows = (count: number): BulkRow[] =>
  Array.from({ length: count }, (_, n) => ({ id: `${n}`, body: { n } }));

/** A table that takes a bulk request as a whole or not at all. */
function table(refuse: (row: Json) => DataverseError | undefined, concurrency = 1) {
  const landed: unknown[] = [];
  const sizes: number[] = [];
  const client = {
    governor: { concurrency },
    bulk: async (_message: string, _table: unknown, bodies: readonly Json[]) => {
      sizes.push(bodies.length);
      for (const body of bodies) {
        const error = refuse(body);
        if (error) throw error;
      }
      landed.push(...bodies.map((body) => body.n));
    },
  } as unknown as DataverseClient;
  return { client, landed, sizes };
}

const tooLong = new DataverseError("too long", { status: 400, code: "0x80044331" });

describe("a bulk write", () => {
  it("goes out in requests of 1,000", async () => {
    const { client, sizes } = table(() => undefined);
    expect((await writeBulk(client, "UpsertMultiple", TABLE, rows(2500), {})).size).toBe(0);
    expect(sizes).toEqual([1000, 1000, 500]);
  });

  it("goes out side by side, as many as the environment advises, but in no crumbs", async () => {
    const many = table(() => undefined, 4);
    await writeBulk(many.client, "UpsertMultiple", TABLE, rows(300), {});
    expect(many.sizes).toEqual([75, 75, 75, 75]);
    // So many are part of something larger, of which more is under way beside them.
    const most = table(() => undefined, 4);
    await writeBulk(most.client, "UpsertMultiple", TABLE, rows(1000), {});
    expect(most.sizes).toEqual([500, 500]);
    const few = table(() => undefined, 4);
    await writeBulk(few.client, "UpsertMultiple", TABLE, rows(60), {});
    expect(few.sizes).toEqual([25, 25, 10]);
  });

  it("leaves nothing under way when one of several breaks", async () => {
    let underWay = 0;
    const client = {
      governor: { concurrency: 4 },
      bulk: async (_message: string, _table: unknown, bodies: readonly Json[]) => {
        underWay += 1;
        await new Promise((done) => setTimeout(done, bodies[0]?.n === 0 ? 1 : 20));
        underWay -= 1;
        if (bodies[0]?.n === 0) throw new DataverseError("", { status: 503 });
      },
    } as unknown as DataverseClient;
    await expect(writeBulk(client, "UpsertMultiple", TABLE, rows(1000), {})).rejects.toMatchObject({
      status: 503,
    });
    expect(underWay).toBe(0);
  });

  it("is halved until the bad row stands alone; the rest lands", async () => {
    const { client, landed, sizes } = table((row) => (row.n === 437 ? tooLong : undefined));
    const failures = await writeBulk(client, "UpsertMultiple", TABLE, rows(1000), {});
    expect([...failures]).toEqual([["437", tooLong]]);
    expect(landed).toHaveLength(999);
    expect(new Set(landed).size).toBe(999);
    expect(sizes.length).toBeLessThanOrEqual(21);
  });

  it("finds several bad rows, each with its own reason", async () => {
    const taken = new DataverseError("taken", { status: 412, code: "0x80060892" });
    const bad = new Map([
      [3, tooLong],
      [4, taken],
      [98, tooLong],
    ]);
    const { client, landed } = table((row) => bad.get(row.n as number));
    const failures = await writeBulk(client, "UpsertMultiple", TABLE, rows(100), {});
    expect(failures).toEqual(
      new Map([
        ["3", tooLong],
        ["4", taken],
        ["98", tooLong],
      ]),
    );
    expect(landed).toHaveLength(97);
  });

  it("is not torn to pieces for what is no row's fault", async () => {
    for (const error of [
      new DataverseError("", { status: 503 }),
      new DataverseError("", { status: 401 }),
      new DataverseError("", { status: 429 }),
    ]) {
      const { client, sizes } = table(() => error);
      await expect(writeBulk(client, "UpsertMultiple", TABLE, rows(100), {})).rejects.toBe(error);
      expect(sizes).toEqual([100]);
    }
  });

  it("is made smaller when it was too much at once", async () => {
    const tooMuch = new DataverseError("", { status: 413 });
    const landed: number[] = [];
    const client = {
      governor: { concurrency: 1 },
      bulk: async (_message: string, _table: unknown, bodies: readonly Json[]) => {
        if (bodies.length > 30) throw tooMuch;
        landed.push(bodies.length);
      },
    } as unknown as DataverseClient;
    expect((await writeBulk(client, "UpsertMultiple", TABLE, rows(100), {})).size).toBe(0);
    expect(landed.reduce((sum, size) => sum + size)).toBe(100);
  });

  it("gives up asking one by one when nothing at all is taken", async () => {
    const forbidden = new DataverseError("no privilege", { status: 403 });
    const { client, sizes } = table(() => forbidden);
    const failures = await writeBulk(client, "UpsertMultiple", TABLE, rows(1000), {});
    expect(failures.size).toBe(1000);
    expect(sizes.length).toBeLessThan(60);
  });
});
