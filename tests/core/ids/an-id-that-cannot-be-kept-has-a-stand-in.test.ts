import fc from "fast-check";
import { isStandIn, LONGEST_ID, standInFor, usableId } from "../../../core/ids/usable-id";
import { storable, wellFormed, wellFormedJson } from "../../../core/values/text";

describe("an id of a system", () => {
  it.each(["a", "7", "clx 1/2?3#4%5", "Ä", "...", "a\nb", "😀", "x".repeat(LONGEST_ID)])(
    "%j is kept as it is",
    (id) => {
      expect(usableId(id)).toBe(id);
      expect(isStandIn(id)).toBe(false);
    },
  );

  it.each(["", ".", "..", "a\0b", "\ud83d", "a\udc00", "a\u0001", "\ufffd", "x".repeat(LONGEST_ID + 1)])(
    "%j has a stand-in, always the same",
    (id) => {
      const standIn = usableId(id);
      expect(standIn).not.toBe(id);
      expect(isStandIn(standIn)).toBe(true);
      expect(usableId(id)).toBe(standIn);
      expect(usableId(standIn)).toBe(standIn);
    },
  );

  it("has one that shows what it looks like, and that every database keeps", () => {
    expect(usableId(`long-${"x".repeat(300)}`)).toMatch(/^\ufffdlong-x{35}#[0-9a-f]{16}$/);
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (id) => {
        const kept = usableId(id);
        expect(kept.length).toBeGreaterThan(0);
        expect(kept.length).toBeLessThanOrEqual(LONGEST_ID);
        expect(storable(kept)).toBe(kept);
      }),
    );
  });

  it("differs from every other one's stand-in, also where only half of an emoji makes the difference", () => {
    const ids = ["a\ud83d", "a\ud83e", "a\0", "a\0\0", ".", "..", "", "\ufffd"];
    expect(new Set(ids.map(usableId)).size).toBe(ids.length);
    expect(standInFor("1")).not.toBe(standInFor("2"));
  });
});

describe("a text", () => {
  it("loses NUL, and half of a surrogate pair becomes the sign for what cannot be shown", () => {
    expect(wellFormed("a\0b\ud83dc\udc00")).toBe("ab\ufffdc\ufffd");
    expect(wellFormed("fine 😀 \u0001 é")).toBe("fine 😀 \u0001 é");
  });

  it("does so wherever it stands in a JSON value", () => {
    expect(wellFormedJson({ "a\0": ["\ud83d", { b: "c\0" }], n: 1, t: true, z: null })).toEqual({
      a: ["\ufffd", { b: "c" }],
      n: 1,
      t: true,
      z: null,
    });
  });
});
