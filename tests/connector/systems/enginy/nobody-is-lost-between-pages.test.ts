import { objectOf } from "../../../../connector/systems/contract/system";
import { startEnginyHarness } from "./enginy-harness";

const call = { correlationId: "11111111-1111-4111-8111-111111111111" };

type Harness = Awaited<ReturnType<typeof startEnginyHarness>>;

/** Reads all, page by page; `between` happens before each page but the first. */
async function readAll(
  { system }: Harness,
  sizes: readonly number[],
  between: (page: number) => void = () => {},
): Promise<readonly string[]> {
  const contacts = objectOf(system, "contact");
  const ids: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; ; page++) {
    if (page > 0) between(page);
    const pageSize = sizes[page % sizes.length]!;
    const { next, records } = await contacts.list({ pageSize, ...(cursor ? { cursor } : {}) }, call);
    expect(records.length).toBeLessThanOrEqual(pageSize);
    ids.push(...records.map(({ id }) => id));
    if (next === null) return ids;
    cursor = next;
  }
}

describe("Enginy's numbered pages", () => {
  let h: Harness;
  const make = (count: number) =>
    Array.from({ length: count }, (_, n) => h.byHand!.make({ firstName: `No. ${n}` }));
  beforeEach(async () => (h = await startEnginyHarness("contact")));
  afterEach(() => h.close());

  it("give everybody once, whatever size each page is asked in", async () => {
    const ids = make(23);
    expect(await readAll(h, [10, 4, 7, 3])).toEqual(ids);
  });

  it("give everybody once where Enginy's pages are smaller than asked for", async () => {
    const ids = make(11);
    h.pagesOf(4);
    expect(await readAll(h, [10, 6])).toEqual(ids);
  });

  it("lose nobody when contacts are deleted while one reads", async () => {
    const ids = make(20);
    const seen = await readAll(h, [5], (page) => {
      // Those who were read already: everybody after them moves ahead.
      if (page <= 2) for (const n of [0, 1]) h.sandbox.contacts.remove(Number(ids[2 * (page - 1) + n]));
    });
    expect(new Set(seen)).toEqual(new Set(ids));
  });

  it("give whoever comes while one reads, too", async () => {
    const ids = make(10);
    const late: string[] = [];
    const seen = await readAll(h, [5], () => void late.push(...make(1)));
    expect(seen).toEqual([...ids, ...late]);
  });
});
