import { systemClock, type Clock } from "../../../connector/clock/clock";
import type { Sync } from "../../../connector/pipeline/sync";
import type { Create } from "../../../connector/systems/contract/object";
import { Mapped } from "../support/mapped";
import { contactsOf } from "../support/with-contacts";

describe("rows of a system that cannot be searched", () => {
  let mapped: Mapped;
  let lists = 0;

  const push = (rowIds: readonly string[]) =>
    mapped.sync(
      rowIds.map((rowId) => ({ rowId })),
      { trigger: "push", direction: "toSystem" },
    );
  const row = (jobtitle: string) => mapped.add("contacts", { firstname: "Ines", lastname: "Vega", jobtitle });

  beforeAll(async () => {
    mapped = await Mapped.start({ fields: [{ name: "title", type: "text" }] });
    await mapped.map({
      lines: [{ systemField: "title", column: "jobtitle", direction: "both" }],
      matchRules: [[{ systemField: "title", column: "jobtitle", comparison: "name" }]],
    });
    const contacts = contactsOf(mapped.runtime.connections.get(mapped.connectionId)!.adapter);
    const { list } = contacts;
    Object.assign(contacts, {
      find: undefined,
      list: (...asked: Parameters<typeof list>) => {
        lists += 1;
        return list(...asked);
      },
    });
    mapped.put("there", { title: "There" });
    mapped.put("twin-1", { title: "Twin" });
    mapped.put("twin-2", { title: "Twin" });
  });

  afterAll(() => mapped.close());

  it("are joined to the record that is the same, and asked about where several are", async () => {
    const [there, twin] = await Promise.all([row("There"), row("Twin")]);
    const results = await push([there, twin]);
    expect(results.find(({ rowId }) => rowId === there)).toMatchObject({ externalId: "there" });
    expect(results.find(({ rowId }) => rowId === twin)).toMatchObject({
      outcome: "skipped",
      issue: { code: "MATCH_AMBIGUOUS", params: { count: 2 } },
    });
    expect(lists).toBe(1);
  });

  it("get a record where none is the same; the next row that is the same does not get another", async () => {
    const [first, second] = [await row("New"), await row("New")];
    const before = mapped.records.size;
    expect(await push([first])).toMatchObject([{ outcome: "created" }]);
    expect(await push([second])).toMatchObject([{ outcome: "skipped", issue: { code: "LINK_TAKEN" } }]);
    expect(mapped.records.size).toBe(before + 1);
    expect(lists).toBe(1);
  });

  it.each<[what: string, second: (first: Sync) => Promise<Sync>]>([
    ["pieces of one run", async (first) => first],
    ["two events", () => mapped.prepare({ direction: "toSystem", clock: told })],
  ])("that are the same get one record also when %s look at them side by side", async (what, second) => {
    const [one, other] = [await row(`Side by side: ${what}`), await row(`Side by side: ${what}`)];
    const run = await mapped.prepare({ trigger: "run", direction: "toSystem", clock: told });
    const before = mapped.records.size;
    const { isCreating, goOn } = slowCreation();
    const first = mapped.with(run, [{ rowId: one }]);
    await isCreating;
    const waits = new Promise<void>((resolve) => (whenWaiting = resolve));
    const later = mapped.with(await second(run), [{ rowId: other }]);
    await Promise.race([waits, later]);
    goOn();
    expect(await first).toMatchObject([{ outcome: "created" }]);
    expect(await later).toMatchObject([{ outcome: "skipped", issue: { code: "LINK_TAKEN" } }]);
    expect(mapped.records.size).toBe(before + 1);
  });

  let whenWaiting = () => {};
  const told: Clock = {
    ...systemClock,
    sleep(ms, signal) {
      whenWaiting();
      return systemClock.sleep(ms, signal);
    },
  };

  /** The system takes its time for one creation. */
  function slowCreation() {
    const contacts = contactsOf(mapped.runtime.connections.get(mapped.connectionId)!.adapter);
    const { create } = contacts;
    let goOn = () => {};
    const held = new Promise<void>((resolve) => (goOn = resolve));
    let arrived = () => {};
    const isCreating = new Promise<void>((resolve) => (arrived = resolve));
    const slow: Create["run"] = async (...asked) => {
      Object.assign(contacts, { create });
      arrived();
      await held;
      return create.run(...asked);
    };
    Object.assign(contacts, { create: { ...create, run: slow } });
    return { isCreating, goOn };
  }
});
