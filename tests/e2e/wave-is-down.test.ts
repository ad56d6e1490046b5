import { linkStatusOf } from "../support/link-status";
import { OperationStatus, SyncStatus } from "../../core/generated/schema";
import { SELLER_EMAIL } from "../../local/samples";
import { World } from "../support/world";
import type { WebApi } from "../support/web-api";

describe("when Wave is down", () => {
  let world: World;
  let admin: WebApi;
  let seller: WebApi;
  let waveId: string;
  let contactId: string;

  beforeAll(async () => {
    world = await World.synced({ events: false });
    [admin, seller] = await Promise.all([world.as("admin"), world.as("seller")]);
    waveId = world.wave.store.all().find((one) => one.assignedTo?.email === SELLER_EMAIL)!.id;
    contactId = String((await seller.contactOf(waveId, "jobtitle")).contactid);
    await seller.update(`contacts(${contactId})`, { jobtitle: "Patience Manager" });
  });
  afterAll(() => world?.close());
  afterEach(() => world.wave.faults.clear());

  it("a push fails with what happened and what to do", async () => {
    world.wave.faults.set({ down: "unavailable" });
    const { status, result, row } = await seller.sync("push", [contactId]);
    expect(status).toBe(OperationStatus.Failed);
    expect(result?.counts).toMatchObject({ failed: 1 });
    expect(row).toMatchObject({
      wave_code: "SYSTEM_UNREACHABLE",
      wave_message: expect.stringContaining("Wave"),
    });
    expect(row["wave_nextstep"]).toMatch(/\w{3}/);
    expect(row["wave_correlationid"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(world.wave.store.get(waveId).jobTitle).not.toBe("Patience Manager");
  });

  it("going down between reading and writing fails the record in the same words, and says nothing about its link", async () => {
    const before = await linkStatusOf(admin, waveId);
    world.wave.faults.set({ fail: { next: 10, status: 503, writesOnly: true } });
    const { result, row } = await seller.sync("push", [contactId]);
    expect(result?.records[0]).toMatchObject({ outcome: "failed", problem: { code: "SYSTEM_UNREACHABLE" } });
    expect(result?.records[0]?.problem?.nextStep).toMatch(/\w{3}/);
    expect(row["wave_correlationid"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(await linkStatusOf(admin, waveId)).toEqual(before);
  });

  it("a retry works as soon as Wave is back, and the link says so", async () => {
    const { status, result } = await seller.sync("push", [contactId]);
    expect([status, result?.counts.updated]).toEqual([OperationStatus.Succeeded, 1]);
    expect(world.wave.store.get(waveId).jobTitle).toBe("Patience Manager");
    expect(await linkStatusOf(admin, waveId)).toMatchObject({
      wave_linkstatus: SyncStatus.InSync,
      wave_code: null,
    });
  });

  it("a hiccup of Wave's is not even noticed", async () => {
    await seller.update(`contacts(${contactId})`, { jobtitle: "Hiccup Manager" });
    world.wave.faults.set({ fail: { next: 1, status: 502 } });
    const { result } = await seller.sync("push", [contactId]);
    expect(result?.counts.updated).toBe(1);
  });

  it("a write whose answer got lost is found done, not done again as another", async () => {
    await seller.update(`contacts(${contactId})`, { jobtitle: "Lost Answer Manager" });
    world.wave.faults.set({ loseAnswers: { next: 1, how: "disconnect" } });
    const { result } = await seller.sync("push", [contactId]);
    expect(result?.counts).toMatchObject({ failed: 0, conflict: 0 });
    expect(world.wave.store.get(waveId).jobTitle).toBe("Lost Answer Manager");
  });
});
