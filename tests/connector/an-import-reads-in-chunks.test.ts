import { CHUNK_RECORDS, readAhead } from "../../connector/runs/read-ahead";
import type { Sync } from "../../connector/pipeline/sync";
import type { ListRequest, SystemPage } from "../../connector/systems/contract/object";

const PAGE = 500;

/** A system of so many records; `tells` whether it says how many. */
function systemOf(records: number, tells = true) {
  const asked: number[] = [];
  const list = ({ cursor, pageSize }: ListRequest): Promise<SystemPage> => {
    const from = Number(cursor ?? 0);
    const to = Math.min(records, from + Math.min(pageSize, PAGE));
    asked.push(from);
    return Promise.resolve({
      records: Array.from({ length: to - from }, (_, n) => ({ id: `${from + n}`, values: {} })),
      next: to < records ? String(to) : null,
      ...(tells ? { total: records } : {}),
    });
  };
  const adapter = { objects: new Map([["contact", { list }]]) };
  const sync = {
    connection: { adapter },
    mapping: { lines: [], systemObject: "contact" },
  } as unknown as Sync;
  return { sync, asked };
}

async function sizes(chunks: AsyncIterable<{ readonly records: readonly { readonly id: string }[] }>) {
  const seen: string[] = [];
  const lengths: number[] = [];
  for await (const { records } of chunks) {
    lengths.push(records.length);
    seen.push(...records.map(({ id }) => id));
  }
  return { lengths, seen };
}

describe("an import reads", () => {
  it("a small number of records in as few chunks as possible", async () => {
    const { lengths } = await sizes(readAhead(systemOf(CHUNK_RECORDS + 300).sync, null));
    expect(lengths).toEqual([CHUNK_RECORDS, 300]);
  });

  it("many in large chunks, fewer at the beginning and at the end, each record once", async () => {
    const { lengths, seen } = await sizes(readAhead(systemOf(6_000).sync, null));
    expect(lengths).toEqual([250, 1_600, 1_600, 1_530, 612, 408]);
    expect(seen).toEqual(Array.from({ length: 6_000 }, (_, n) => String(n)));
  });

  it("the rest in the same way, when it goes on where it was", async () => {
    const { lengths } = await sizes(readAhead(systemOf(9_000).sync, "3250", 3_250));
    expect(lengths).toEqual([250, 1_600, 1_600, 1_380, 552, 368]);
  });

  it("large chunks where the system does not say how many there are", async () => {
    const { lengths } = await sizes(readAhead(systemOf(2 * CHUNK_RECORDS + 100, false).sync, null));
    expect(lengths).toEqual([CHUNK_RECORDS, CHUNK_RECORDS, 100]);
  });

  it("the first chunk at once, and one more than was asked for", async () => {
    const { sync, asked } = systemOf(3_900);
    const chunks = readAhead(sync, null);
    expect(asked).toEqual([0]);
    await chunks.next();
    expect(asked.some((from) => from >= CHUNK_RECORDS)).toBe(true);
    expect(asked.some((from) => from >= 2 * CHUNK_RECORDS)).toBe(false);
  });
});
