import { randomUUID } from "node:crypto";
import { OperationStatus } from "../../core/generated/schema";
import { World } from "../support/world";
import type { WebApi } from "../support/web-api";

describe("what is refused, and in which words", () => {
  let world: World;
  let seller: WebApi;
  beforeAll(async () => {
    world = await World.synced();
    seller = await world.as("seller");
  });
  afterAll(() => world?.close());

  /** A contact of a business unit whose records the seller does not see. */
  async function hiddenContact(): Promise<string> {
    const { dataverse } = world.dynamics.platform;
    const [unit] = dataverse.rows("businessunit").filter((row) => row.values["parentbusinessunitid"]);
    const [colleague] = dataverse
      .rows("systemuser")
      .filter((row) => row.values["internalemailaddress"] === "robin.keller@contoso.example");
    await dataverse.update("systemuser", colleague!.id, {
      businessunitid: { table: "businessunit", id: unit!.id },
    });
    return dataverse.create("contact", {
      lastname: "Hidden",
      ownerid: { table: "systemuser", id: colleague!.id },
    });
  }

  it("a wrong token is answered 401", async () => {
    await expect(seller.withToken("nonsense").get("WhoAmI")).rejects.toMatchObject({ status: 401 });
    await expect(
      seller.withToken("nonsense").call("push", randomUUID(), [randomUUID()]),
    ).rejects.toMatchObject({ status: 401 });
  });

  it("a record she may not read is answered 403, and our answer says so in plain words", async () => {
    const hidden = await hiddenContact();
    await expect(seller.get(`contacts(${hidden})`)).rejects.toMatchObject({ status: 403 });

    const { result, status } = await seller.sync("preview", [hidden]);
    expect(status).toBe(OperationStatus.Failed);
    expect(result?.records[0]).toMatchObject({ outcome: "failed", problem: { code: "RECORD_NOT_READABLE" } });
    expect(JSON.stringify(result)).not.toContain("Hidden");
  });

  it("an unknown record is answered 404, and our answer says so in plain words", async () => {
    const unknown = randomUUID();
    await expect(seller.get(`contacts(${unknown})`)).rejects.toMatchObject({
      status: 404,
      code: "0x80040217",
    });

    const { result } = await seller.sync("push", [unknown]);
    expect(result?.records[0]).toMatchObject({ outcome: "failed", problem: { code: "RECORD_NOT_FOUND" } });
    const { message = "", nextStep = "" } = result?.records[0]?.problem ?? {};
    expect(message).not.toMatch(/0x8|40[34]|Exception/);
    expect(nextStep.length).toBeGreaterThan(10);
  });

  it("more than 250 records at once are refused with the number", async () => {
    const ids = Array.from({ length: 251 }, () => randomUUID());
    await expect(seller.sync("push", ids)).resolves.toMatchObject({ status: OperationStatus.Failed });
  });
});
