import { systemClock } from "../../../connector/clock/clock";
import { leaseRecords, recordKeys, releaseRecords } from "../../../connector/state/record-leases";
import { Mapped } from "../support/mapped";

describe("pieces of one run that are under way side by side", () => {
  let mapped: Mapped;

  beforeAll(async () => {
    mapped = await Mapped.start();
    await mapped.map({});
  });

  afterAll(() => mapped.close());

  it("do a record they share one after the other", async () => {
    mapped.put("shared", { lastName: "Shared" });
    mapped.put("mine", { lastName: "Mine" });
    mapped.put("yours", { lastName: "Yours" });
    const sync = await mapped.prepare({ trigger: "run" });
    const [one, other] = await Promise.all([
      mapped.with(sync, ["mine", "shared"]),
      mapped.with(sync, ["shared", "yours"]),
    ]);
    const outcomes = [...one, ...other].map(({ externalId, outcome }) => `${externalId} ${outcome}`);
    expect(outcomes.sort()).toEqual(["mine created", "shared created", "shared unchanged", "yours created"]);
    expect(mapped.rows().filter(({ values }) => values.lastname === "Shared")).toHaveLength(1);
  });

  it("are done in parts where somebody else works on a record for long, those before it first", async () => {
    const ids = ["free-1", "free-2", "busy"];
    for (const id of ids) mapped.put(id, { lastName: id });
    const { environment } = mapped.runtime;
    const busy = recordKeys.external(mapped.connectionId, "contact", "busy");
    await leaseRecords(mapped.database, environment.id, [busy], "somebody else");
    const isThere = (id: string) => mapped.rows().some(({ values }) => values.lastname === id);
    let waited = false;
    const sleep = async () => {
      if (!isThere("free-2")) return;
      waited = !isThere("busy");
      await releaseRecords(mapped.database, "somebody else");
    };
    const results = await mapped.sync(ids, { trigger: "run", clock: { ...systemClock, sleep } });
    expect(results.map(({ outcome }) => outcome)).toEqual(["created", "created", "created"]);
    expect(waited).toBe(true);
  });
});
