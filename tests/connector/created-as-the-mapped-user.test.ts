import * as schema from "../../core/generated/schema";
import type { Documents } from "./support/mapped";
import { Mapped } from "./support/mapped";

describe("records are created as the user who owns them", () => {
  let mapped: Mapped;
  const user = (address: string) =>
    mapped
      .rows("systemuser")
      .find((row) => String(row.values.internalemailaddress).toLowerCase() === address)!.id;
  const ROBIN = "robin.keller@contoso.example";
  const SAM = "sam.okafor@contoso.example";

  beforeAll(async () => {
    mapped = await Mapped.start();
  });

  afterAll(() => mapped.close());

  const use = (
    createAs: NonNullable<Documents["policies"]>["createAs"],
    defaultOwner: string | null = null,
  ) =>
    mapped.map({
      defaultOwner,
      policies: { ...(createAs ? { createAs } : {}) },
      lines: [{ column: "ownerid", systemField: "owner", transformations: [{ kind: "owner" }] }],
    });

  /** Takes all roles from a user, as an admin who moves her to another job. */
  async function withoutRoles(userId: string): Promise<void> {
    await removeRows("systemuserroles", (values) => values.systemuserid === userId);
  }

  async function removeRows(
    table: string,
    fits: (values: Readonly<Record<string, unknown>>) => boolean,
  ): Promise<void> {
    const ids = mapped.rows(table).flatMap((row) => (fits(row.values) ? [row.id] : []));
    expect(ids.length).toBeGreaterThan(0);
    await mapped.dynamics.platform.dataverse.kernel.together((tx) => {
      for (const id of ids) tx.remove(table, id);
      return Promise.resolve();
    });
  }

  const creators = (results: Awaited<ReturnType<Mapped["sync"]>>) =>
    results.map((_result, at) => (mapped.rowOf(results, at).createdby as { id: string }).id);

  test("each by her own owner; who owns only by default does not create", async () => {
    await use("owner", user("seller@contoso.example"));
    mapped.put("r", { owner: ROBIN });
    mapped.put("s", { owner: SAM });
    mapped.put("n", { owner: null });
    const results = await mapped.sync(["r", "s", "n"]);
    expect(results.map((result) => result.outcome)).toEqual(["created", "created", "created"]);
    expect(creators(results)).toEqual([user(ROBIN), user(SAM), mapped.runtime.environment.userId]);
  });

  test("by the connector where the admin wants that", async () => {
    await use("connector");
    mapped.put("c", { owner: ROBIN });
    const results = await mapped.sync(["c"]);
    expect(creators(results)).toEqual([mapped.runtime.environment.userId]);
    expect(mapped.rowOf(results).ownerid).toMatchObject({ id: user(ROBIN) });
  });

  test("she may not create: the record fails and names her, nobody else does it for her, the others are created", async () => {
    await use("owner");
    await withoutRoles(user("seller@contoso.example"));
    const SELLER = "seller@contoso.example";
    mapped.put("refused", { owner: SELLER });
    mapped.put("fine", { owner: SAM });
    const results = await mapped.sync(["refused", "fine"]);
    const refused = results.find((result) => result.externalId === "refused")!;
    expect(refused).toMatchObject({
      outcome: "failed",
      issue: { code: "OWNER_MAY_NOT_CREATE", params: { value: SELLER } },
    });
    expect(results.find((result) => result.externalId === "fine")?.outcome).toBe("created");
    expect(mapped.rows().some((row) => row.id === refused.rowId)).toBe(false);
    const told = mapped.rows("wave_issue").map((row) => row.values);
    expect(told).toContainEqual(
      expect.objectContaining({
        [schema.issue.columns.code]: "OWNER_MAY_NOT_CREATE",
        [schema.issue.columns.message]: expect.stringContaining(SELLER),
      }),
    );
  });

  test("many owners: no more requests than the pieces need, side by side", async () => {
    await use("connector");
    const ids = Array.from({ length: 100 }, (_, at) => `many${at}`);
    for (const [at, id] of ids.entries()) mapped.put(id, { owner: [ROBIN, SAM, null][at % 3]! });
    await mapped.sync(ids.slice(0, 50));
    const alone = mapped.counter.sent;
    await use("owner");
    await mapped.sync(ids.slice(50));
    expect(mapped.counter.sent - alone).toBeLessThanOrEqual(2);
  });

  test("the connector may not act for others: said once, and it creates the rows itself", async () => {
    await use("owner");
    const me = mapped.runtime.environment.userId;
    const privilege = mapped
      .rows("privilege")
      .find((row) => row.values.name === "prvActOnBehalfOfAnotherUser")!.id;
    await removeRows("roleprivileges", (values) => values.privilegeid === privilege);
    mapped.put("x", { owner: ROBIN });
    mapped.put("y", { owner: SAM });
    const results = await mapped.sync(["x", "y"]);
    expect(results.map((result) => result.outcome)).toEqual(["created", "created"]);
    expect(creators(results)).toEqual([me, me]);
    expect(mapped.rowOf(results).ownerid).toMatchObject({ id: user(ROBIN) });
    mapped.put("z", { owner: ROBIN });
    await mapped.sync(["z"]);
    // Told the admins of the mapping, once.
    const told = mapped
      .rows("wave_issue")
      .map(({ values }) => values)
      .filter((values) => values.wave_code !== "OWNER_MAY_NOT_CREATE");
    expect(told).toEqual([
      expect.objectContaining({
        wave_code: "IMPERSONATION_REFUSED",
        wave_mapping: expect.objectContaining({ id: mapped.mappingId }),
      }),
    ]);
  });
});
