import { createHash } from "node:crypto";
import fc from "fast-check";
import { linkId, rowIdFor } from "../../../core/ids/record-ids";
import { sha1 } from "../../../core/ids/sha1";
import { uuidV5 } from "../../../core/ids/uuid-v5";
import { CONNECTION } from "../support/contact";

describe("SHA-1", () => {
  test("agrees with Node's, at every length around a block and for any bytes", () => {
    const check = (bytes: Uint8Array): void => {
      expect(Buffer.from(sha1(bytes)).toString("hex")).toBe(createHash("sha1").update(bytes).digest("hex"));
    };
    for (let length = 0; length < 130; length++) check(new Uint8Array(length).fill(length));
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), check));
  });
});

describe("UUID version 5", () => {
  test("the example of RFC 9562, appendix A.4", () => {
    expect(uuidV5("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.example.com")).toBe(
      "2ed6657d-e927-568b-95e1-2665a8aea6a2",
    );
  });

  test("braces and capitals of the namespace do not matter, and no GUID is refused", () => {
    const id = uuidV5(CONNECTION, "x");
    expect(uuidV5(`{${CONNECTION.toUpperCase()}}`, "x")).toBe(id);
    expect(() => uuidV5("connection", "x")).toThrow(RangeError);
  });
});

describe("ids of our own rows", () => {
  test("a link has one id, whoever writes it: version 5 of connection and `object:id`", () => {
    expect(linkId(CONNECTION, "contact", "clx1")).toBe(uuidV5(CONNECTION, "contact:clx1"));
  });

  test("another record, object, connection or purpose has another id", () => {
    const other = "33333333-3333-4333-8333-333333333333";
    const ids = [
      linkId(CONNECTION, "contact", "clx1"),
      linkId(CONNECTION, "contact", "clx2"),
      linkId(CONNECTION, "company", "clx1"),
      linkId(other, "contact", "clx1"),
      rowIdFor(CONNECTION, "contact", "clx1"),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });
});
