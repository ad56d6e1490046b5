import { together } from "../../connector/http/webhooks/together";

describe("calls that come at the same time are done together", () => {
  it("one alone is done at once; those that come meanwhile wait for it and then go in one", async () => {
    const goes: (readonly number[])[] = [];
    const take = together(async (calls: readonly number[]) => {
      goes.push(calls);
      await Promise.resolve();
      return calls.map((call) => call * 10);
    });
    expect(await Promise.all([1, 2, 3].map(take))).toEqual([10, 20, 30]);
    expect(goes).toEqual([[1], [2, 3]]);
    expect(await take(4)).toBe(40);
  });

  it("one that cannot be done fails alone: the others of its go are done", async () => {
    const take = together(async (calls: readonly string[]) => {
      if (calls.includes("bad")) throw new Error("refused");
      return calls.map((call) => call.toUpperCase());
    });
    const ends = await Promise.allSettled(["a", "b", "bad", "c"].map(take));
    expect(ends.map((end) => (end.status === "fulfilled" ? end.value : "failed"))).toEqual([
      "A",
      "B",
      "failed",
      "C",
    ]);
  });

  it("no go is larger than a hundred", async () => {
    const sizes: number[] = [];
    const take = together(async (calls: readonly number[]) => {
      sizes.push(calls.length);
      await Promise.resolve();
      return calls;
    });
    await Promise.all(Array.from({ length: 250 }, (_, n) => take(n)));
    expect(sizes).toEqual([1, 100, 100, 49]);
  });
});
