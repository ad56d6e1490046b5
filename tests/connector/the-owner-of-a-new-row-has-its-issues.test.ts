import { SELLER_EMAIL } from "../../local/samples";
import { Mapped } from "./support/mapped";

describe("what is open about a row belongs to whoever owns the row", () => {
  let mapped: Mapped;
  const idOf = (email: string) =>
    mapped.rows("systemuser").find(({ values }) => values.internalemailaddress === email)!.id;
  const ownersOfIssues = (externalId: string) =>
    mapped
      .rows("wave_issue")
      .filter(({ values }) => values.wave_externalid === externalId)
      .map(({ values }) => (values.ownerid as { readonly id: string }).id);

  beforeAll(async () => {
    mapped = await Mapped.start();
    await mapped.map({
      lines: [
        { column: "ownerid", systemField: "owner", transformations: [{ kind: "owner" }] },
        { column: "nickname", systemField: "company", conflict: "system" },
      ],
    });
  });
  afterAll(() => mapped.close());

  test("from the first import on, which has only just made the row", async () => {
    mapped.put("new", { owner: SELLER_EMAIL, company: "x".repeat(1_000) });
    const [result] = await mapped.import(["new"]);
    expect(result).toMatchObject({ outcome: "created", warnings: [expect.anything()] });
    expect(ownersOfIssues("new")).toEqual([idOf(SELLER_EMAIL)]);
  });

  test("and from the sync on that gives the row to her", async () => {
    mapped.put("given", { owner: null, company: "Acme" });
    await mapped.import(["given"]);
    mapped.put("given", { owner: SELLER_EMAIL, company: "y".repeat(1_000) });
    await mapped.sync(["given"]);
    expect(ownersOfIssues("given")).toEqual([idOf(SELLER_EMAIL)]);
  });
});
