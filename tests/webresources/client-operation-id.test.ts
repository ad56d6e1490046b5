import { newOperationId, normaliseId } from "../../webresources/client";

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe("the id of a click", () => {
  it("comes from crypto.randomUUID where the browser has it", () => {
    const source = { randomUUID: () => "11111111-1111-4111-8111-111111111111" } as unknown as Crypto;
    expect(newOperationId(source)).toBe("11111111-1111-4111-8111-111111111111");
  });

  it("is a version 4 GUID made from random bytes where it has not (plain http)", () => {
    const source = {
      getRandomValues: (bytes: Uint8Array) => bytes.fill(0xff),
    } as unknown as Crypto;
    expect(newOperationId(source)).toMatch(GUID);
    expect(newOperationId(source)).toBe("ffffffff-ffff-4fff-bfff-ffffffffffff");
  });

  it("is another one for every click", () => {
    const ids = new Set(Array.from({ length: 50 }, () => newOperationId()));
    expect(ids.size).toBe(50);
    for (const id of ids) expect(id).toMatch(GUID);
  });
});

describe("a record's id", () => {
  it("is spelled one way, whether a form or the Web API gave it", () => {
    expect(normaliseId("{0A1B2C3D-0000-4000-8000-00000000ABCD}")).toBe(
      normaliseId("0a1b2c3d-0000-4000-8000-00000000abcd"),
    );
  });
});
