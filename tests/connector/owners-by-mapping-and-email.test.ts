import * as schema from "../../core/generated/schema";
import type { LookupValue } from "../../local/dataverse/contracts";
import { Mapped } from "./support/mapped";

const { columns, lookups, entitySet } = schema.userMapping;

describe("who owns a new record", () => {
  let mapped: Mapped;
  const user = (address: string) =>
    mapped
      .rows("systemuser")
      .find((row) => String(row.values.internalemailaddress).toLowerCase() === address)!.id;
  let robin: string;
  let sam: string;
  let alex: string;
  let seller: string;

  beforeAll(async () => {
    mapped = await Mapped.start();
    robin = user("robin.keller@contoso.example");
    sam = user("sam.okafor@contoso.example");
    alex = user("alex.lindqvist@contoso.example");
    seller = user("seller@contoso.example");
    await say({ kind: "User", email: "Team.Member@wave.example", is: robin });
    await say({ kind: "User", id: "wm-7", is: sam });
    await say({ kind: "Identity", id: "linkedin:ada", is: sam });
    await say({ kind: "User", email: "gone@wave.example", is: alex });
    await say({ kind: "User", email: "sam.okafor@contoso.example", is: robin });
  });

  afterAll(() => mapped.close());

  function say(row: { kind: keyof typeof schema.IdentityKind; email?: string; id?: string; is: string }) {
    return mapped.add(entitySet, {
      [columns.name]: row.email ?? row.id ?? "Default owner",
      [columns.identitykind]: schema.IdentityKind[row.kind],
      [columns.externalemail]: row.email ?? null,
      [columns.externalid]: row.id ?? null,
      [`${lookups.connection.nav}@odata.bind`]: `/${schema.connection.entitySet}(${mapped.connectionId})`,
      [`${lookups.systemuser.nav}@odata.bind`]: `/systemusers(${row.is})`,
    });
  }

  async function ownerOf(id: string, owner: string | null) {
    mapped.put(id, { owner });
    const results = await mapped.sync([id]);
    return {
      owner: (mapped.rowOf(results).ownerid as LookupValue).id,
      warnings: results[0]!.warnings.map((each) => each.code),
    };
  }

  const use = (defaultOwner: string | null) =>
    mapped.map({
      defaultOwner,
      lines: [{ column: "ownerid", systemField: "owner", transformations: [{ kind: "owner" }] }],
    });

  test("the explicit mapping first, then the email address, then the mapping's default owner", async () => {
    await use(seller);
    expect(await ownerOf("by address", "team.member@wave.example")).toEqual({ owner: robin, warnings: [] });
    expect(await ownerOf("by id", "wm-7")).toEqual({ owner: sam, warnings: [] });
    expect(await ownerOf("by identity", "linkedin:ada")).toEqual({ owner: sam, warnings: [] });
    expect(await ownerOf("mapping first", "Sam.Okafor@contoso.example")).toEqual({
      owner: robin,
      warnings: [],
    });
    expect(await ownerOf("by email", "ROBIN.keller@contoso.example")).toEqual({
      owner: robin,
      warnings: [],
    });
    expect(await ownerOf("nobody named", null)).toEqual({ owner: seller, warnings: [] });
    expect(await ownerOf("unknown", "who@wave.example")).toEqual({
      owner: seller,
      warnings: ["OWNER_UNKNOWN"],
    });
  });

  test("disabled users fall through, mapped ones too", async () => {
    await use(seller);
    expect(await ownerOf("disabled", "alex.lindqvist@contoso.example")).toEqual({
      owner: seller,
      warnings: ["OWNER_DISABLED"],
    });
    expect(await ownerOf("mapped to a disabled one", "gone@wave.example")).toEqual({
      owner: seller,
      warnings: ["OWNER_DISABLED"],
    });
  });

  test("without one of the mapping's, the connection's default owner; without that, the connecting user", async () => {
    await use(null);
    const { userId } = mapped.runtime.environment;
    expect(await ownerOf("connecting", "who@wave.example")).toMatchObject({ owner: userId });
    const row = await say({ kind: "DefaultOwner", is: sam });
    mapped.runtime.forget();
    expect(await ownerOf("connection's", "who@wave.example")).toMatchObject({ owner: sam });
    await use(alex);
    expect(await ownerOf("the mapping's has left", "who@wave.example")).toMatchObject({ owner: sam });
    await mapped.dynamics.as("admin", "DELETE", `${entitySet}(${row})`);
  });
});
