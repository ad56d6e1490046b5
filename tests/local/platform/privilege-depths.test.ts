import { SALES_UNIT } from "../../../local/dataverse/security/seed/people";
import { startEnvironment, type Environment } from "./support/environment";
import { packSolution, role, ROLE_ID, root } from "./support/small-solution";

const PRIVILEGES = ["Read", "Write", "Delete", "Assign"] as const;
type Depth = "None" | "Basic" | "Local" | "Deep" | "Global";
type Place = "own" | "same unit" | "unit below" | "unit above";

/** Who reaches which rows (docs: security-concepts, "access levels"; how-record-access-determined). */
const REACH: Readonly<Record<Depth, readonly Place[]>> = {
  None: [],
  Basic: ["own"],
  Local: ["own", "same unit"],
  Deep: ["own", "same unit", "unit below"],
  Global: ["own", "same unit", "unit below", "unit above"],
};

describe("how far a privilege reaches", () => {
  let environment: Environment;
  const contacts = new Map<Place, string>();
  let sellerId: string;

  /** Seller's rights on contacts: this depth for everything but Create, which stays her own. */
  const grant = async (depth: Depth): Promise<void> => {
    const basics = {
      prvReadUser: "Global",
      prvReadBusinessUnit: "Global",
      prvReadEntity: "Global",
      prvAppendToUser: "Global",
    };
    const own: Record<string, string> = { prvCreateContact: "Basic" };
    if (depth !== "None") for (const one of PRIVILEGES) own[`prv${one}Contact`] = depth;
    const Roles = role({ ...basics, ...own });
    const answer = await environment.import(
      packSolution({ containers: { Roles }, roots: [root(20, ROLE_ID)] }),
    );
    expect(answer.status).toBe(204);
  };

  beforeAll(async () => {
    environment = await startEnvironment();
    await grant("Basic");
    const { dataverse } = environment.platform;
    const { kernel } = dataverse;
    sellerId = (await environment.call("GET", "WhoAmI", { as: "seller" })).json.UserId;
    const rootUnit = kernel.organization.rootBusinessUnitId;
    const middle = await dataverse.create("businessunit", {
      name: "Middle",
      parentbusinessunitid: { table: "businessunit", id: rootUnit },
    });
    await dataverse.update("businessunit", SALES_UNIT.id, {
      parentbusinessunitid: { table: "businessunit", id: middle },
    });
    const worker = async (name: string, unit: string): Promise<string> =>
      dataverse.create("systemuser", {
        lastname: name,
        domainname: name,
        businessunitid: { table: "businessunit", id: unit },
        isdisabled: false,
      });
    // Seller works in the middle, so that there are units above and below.
    await dataverse.update("systemuser", sellerId, { businessunitid: { table: "businessunit", id: middle } });
    const owners: Record<Place, string> = {
      own: sellerId,
      "same unit": await worker("peer", middle),
      "unit below": await worker("below", SALES_UNIT.id),
      "unit above": await worker("above", rootUnit),
    };
    for (const [place, owner] of Object.entries(owners) as [Place, string][])
      contacts.set(
        place,
        await dataverse.create("contact", { lastname: place, ownerid: { table: "systemuser", id: owner } }),
      );
    await kernel.store.transaction(async (tx) => {
      for (const row of tx.findBy("systemuserroles", "systemuserid", sellerId))
        tx.remove("systemuserroles", row.id);
      tx.insert("systemuserroles", kernel.newId(), { systemuserid: sellerId, roleid: ROLE_ID });
    });
  });
  afterAll(() => environment.close());

  describe.each(Object.keys(REACH) as Depth[])("%s", (depth) => {
    beforeAll(() => grant(depth));

    it.each(["own", "same unit", "unit below", "unit above"] as const)("rows of: %s", async (place) => {
      const id = contacts.get(place) ?? "";
      const expected = REACH[depth].includes(place) ? 200 : 403;
      const read = await environment.call("GET", `contacts(${id})?$select=lastname`, { as: "seller" });
      expect(read.status).toBe(expected);
      const written = await environment.call("PATCH", `contacts(${id})`, {
        as: "seller",
        body: { jobtitle: depth },
      });
      expect(written.status).toBe(expected === 200 ? 204 : 403);
      if (expected === 403) expect(read.json.error.code).toBe(depth === "None" ? "0x80040220" : "0x80048306");
    });

    it("lists, counts and fetches those rows only", async () => {
      const answer = await environment.call("GET", "contacts?$select=lastname&$count=true", { as: "seller" });
      if (depth === "None") {
        expect([answer.status, answer.json.error.code]).toEqual([403, "0x80040220"]);
        return;
      }
      const names = answer.json.value.map((row: { lastname: string }) => row.lastname);
      expect(names.sort()).toEqual([...REACH[depth]].sort());
      expect(answer.json["@odata.count"]).toBe(REACH[depth].length);
      const fetchXml = encodeURIComponent(
        '<fetch><entity name="contact"><attribute name="lastname" /></entity></fetch>',
      );
      const fetched = await environment.call("GET", `contacts?fetchXml=${fetchXml}`, { as: "seller" });
      expect(fetched.json.value).toHaveLength(REACH[depth].length);
    });
  });

  it("names the privilege, the table and the caller when none is held (0x80040220)", async () => {
    await grant("None");
    const answer = await environment.call("GET", "contacts", { as: "seller" });
    expect(answer.json.error.message).toMatch(
      new RegExp(
        `^Principal user \\(Id=${sellerId}, type=8, roleCount=1, .*is missing prvReadContact privilege \\(Id=[0-9a-f-]{36}\\) on OTC=2 for entity 'contact'`,
      ),
    );
    expect(answer.json.error.message).toContain(`context.Caller=${sellerId}`);
  });

  it("names right, row and table when the privilege does not reach the row (0x80048306)", async () => {
    await grant("Basic");
    const id = contacts.get("unit above");
    const answer = await environment.call("PATCH", `contacts(${id})`, {
      as: "seller",
      body: { jobtitle: "x" },
    });
    expect(answer.json.error.message).toContain(
      `Principal with id ${sellerId} does not have WriteAccess right(s) for record with id ${id} of entity contact.`,
    );
  });

  it("creating for somebody else needs more than Basic", async () => {
    await grant("Basic");
    const owner = (await environment.call("GET", "WhoAmI", { as: "admin" })).json.UserId;
    const body = { lastname: "Given", "ownerid@odata.bind": `/systemusers(${owner})` };
    expect((await environment.call("POST", "contacts", { as: "seller", body })).status).toBe(403);
    expect(
      (await environment.call("POST", "contacts", { as: "seller", body: { lastname: "Own" } })).status,
    ).toBe(204);
  });
});
