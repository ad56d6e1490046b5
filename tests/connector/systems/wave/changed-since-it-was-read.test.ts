import type { SystemRecord } from "../../../../core/records";
import type { SystemError } from "../../../../connector/systems/contract/system-error";
import { startWaveHarness } from "./wave-harness";

const CALL = { correlationId: "11111111-1111-4111-8111-111111111111" };

describe("a contact of Wave that was changed after it was read", () => {
  let h: Awaited<ReturnType<typeof startWaveHarness>>;
  let read: SystemRecord;
  beforeEach(async () => {
    h = await startWaveHarness();
    const { id } = await h.wave.contacts.create.run(
      { values: { firstName: "Ada", jobTitle: "Buyer" }, key: "key", rowId: "row", again: false },
      CALL,
    );
    read = (await h.wave.contacts.read(id, CALL))!;
  });
  afterEach(() => h.close());

  /** Somebody edits the contact in Wave, at least a millisecond later: its time tells. */
  async function editInWave(): Promise<void> {
    const before = Date.parse(read.modifiedOn!);
    while (Date.now() <= before) await new Promise((resolve) => setImmediate(resolve));
    h.sandbox.store.update(read.id, { jobTitle: "Hers" });
  }
  const code = (work: Promise<unknown>) =>
    work.then(
      () => "done",
      (error: unknown) => (error as SystemError).code,
    );

  it("is not written over", async () => {
    await editInWave();
    expect(await code(h.wave.contacts.update(read.id, { jobTitle: "Ours" }, CALL, read))).toBe("RECORD_BUSY");
    expect(h.sandbox.store.get(read.id).jobTitle).toBe("Hers");
  });

  it("is not deleted", async () => {
    await editInWave();
    expect(await code(h.wave.contacts.remove(read.id, CALL, read))).toBe("RECORD_BUSY");
    expect(h.sandbox.store.get(read.id).jobTitle).toBe("Hers");
  });

  it("is written when nobody did", async () => {
    await h.wave.contacts.update(read.id, { jobTitle: "Ours" }, CALL, read);
    expect(h.sandbox.store.get(read.id).jobTitle).toBe("Ours");
  });

  it("is written all the same when it was our own first try whose answer got lost", async () => {
    h.loseNextAnswer();
    const record = await h.wave.contacts.update(read.id, { jobTitle: "Ours" }, CALL, read);
    expect(record.values.jobTitle).toBe("Ours");
    expect(h.sandbox.store.get(read.id).jobTitle).toBe("Ours");
  });
});
