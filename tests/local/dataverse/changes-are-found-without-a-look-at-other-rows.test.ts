import fc from "fast-check";
import { createDataverse, type LocalDataverse } from "../../../local/dataverse/create";
import type { Store } from "../../../local/dataverse/store/types";

type Write =
  | { readonly what: "insert" | "update" | "remove" | "look"; readonly row: number }
  | { readonly what: "fail" };

const ids = Array.from({ length: 12 }, (_, n) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`);
const write: fc.Arbitrary<Write> = fc.oneof(
  fc.record({
    what: fc.constantFrom("insert" as const, "update" as const, "remove" as const, "look" as const),
    row: fc.nat(ids.length - 1),
  }),
  fc.constant({ what: "fail" as const }),
);

/** A comparison asks what changed, on tables of any size: the rows written since are found as a look at all rows would find them. */
describe("rows written since a version", () => {
  let dataverse: LocalDataverse;
  let store: Store;
  beforeEach(async () => {
    dataverse = await createDataverse();
    ({ store } = dataverse.kernel);
  });

  const found = (version: number, from: number) => [...store.writtenSince("contact", version, from)];
  const looked = (version: number, from: number) =>
    [...store.scanFrom("contact", from)].filter(([, row]) => row.version > version);

  it("are those that a look at all of them finds, in the same order, whatever was taken back before", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(write, { maxLength: 6 }), { maxLength: 12 }),
        async (transactions) => {
          const versions = [store.version];
          for (const writes of transactions) {
            await store
              .transaction(async (tx) => {
                for (const each of writes) {
                  if (each.what === "fail") throw new Error("taken back");
                  const id = ids[each.row]!;
                  const isThere = tx.get("contact", id) !== undefined;
                  if (each.what === "insert" && !isThere) tx.insert("contact", id, { lastname: "New" });
                  if (each.what === "update" && isThere) tx.update("contact", id, { lastname: "Other" });
                  if (each.what === "remove" && isThere) tx.remove("contact", id);
                  // Others see what is committed while the transaction is under way.
                  for (const version of versions) expect(found(version, 0)).toEqual(looked(version, 0));
                }
              })
              .catch((error: Error) => expect(error.message).toBe("taken back"));
            versions.push(store.version);
            for (const version of versions)
              for (const from of [0, 3]) expect(found(version, from)).toEqual(looked(version, from));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("are found after thousands of writes to few rows as well", async () => {
    for (const id of ids) await store.transaction(async (tx) => void tx.insert("contact", id, {}));
    const before = store.version;
    for (let n = 0; n < 3_000; n++)
      await store.transaction(async (tx) => void tx.update("contact", ids[n % 5]!, { lastname: `${n}` }));
    expect(found(before, 0).map(([, row]) => row.id)).toEqual(ids.slice(0, 5));
    expect(found(store.version, 0)).toEqual([]);
  });

  it("are found when their removal was taken back, however much was written meanwhile", async () => {
    const before = store.version;
    for (const id of ids) await store.transaction(async (tx) => void tx.insert("contact", id, {}));
    const takenBack = store.transaction(async (tx) => {
      tx.remove("contact", ids[0]!);
      for (let n = 0; n < 3_000; n++) tx.update("contact", ids[1]!, { lastname: `${n}` });
      throw new Error("taken back");
    });
    await expect(takenBack).rejects.toThrow("taken back");
    expect(found(before, 0)).toEqual(looked(before, 0));
    expect(found(before, 0)).toHaveLength(ids.length);
  });
});
