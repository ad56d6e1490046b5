import { withPrimary } from "../../../../connector/systems/wave/primary";
import type { SystemCall } from "../../../../connector/systems/contract/object";
import { startWaveHarness } from "./wave-harness";

const call: SystemCall = { correlationId: "c" };
const entries = [
  { value: "work@example.test", primary: false },
  { value: "home@example.test", primary: true },
];

describe("writing the primary email or phone", () => {
  it("changes the primary entry and leaves the others", () => {
    expect(withPrimary(entries, "new@example.test")).toEqual([
      entries[0],
      { value: "new@example.test", primary: true },
    ]);
  });

  it("promotes a value the list already holds and keeps the former beside it", () => {
    expect(withPrimary(entries, "work@example.test")).toEqual([
      { value: "work@example.test", primary: true },
      { value: "home@example.test", primary: false },
    ]);
  });

  it("takes the primary entry away for null", () => {
    expect(withPrimary(entries, null)).toEqual([entries[0]]);
  });

  it("treats the first entry as primary where none is marked", () => {
    const unmarked = [
      { value: "a", primary: false },
      { value: "b", primary: false },
    ];
    expect(withPrimary(unmarked, "c")).toEqual([{ value: "c", primary: true }, unmarked[1]]);
  });

  it("keeps labels and whatever else an entry holds, all the way to Wave", async () => {
    const { wave, sandbox, close } = await startWaveHarness();
    const { id } = sandbox.store.create({
      phones: [
        { value: "+1 555 0100", label: "office", primary: false },
        { value: "+1 555 0101", label: "mobile", primary: true },
      ],
    });
    await wave.contacts.update(id, { primaryPhone: "+1 555 0199" }, call);
    expect(sandbox.store.get(id).phones).toEqual([
      { value: "+1 555 0100", label: "office", primary: false },
      { value: "+1 555 0199", label: "mobile", primary: true },
    ]);
    await close();
  });
});
