import { systemClock, type Clock } from "../../connector/clock/clock";
import { workOnRun } from "../../connector/runs/work-on-run";
import { Mapped } from "./support/mapped";
import { contactsOf } from "./support/with-contacts";
import { withoutEvents } from "./support/without-events";
import { connectorOf, waitingRun } from "./support/works-on-run";

const MINUTE = 60_000;
/** One chunk and a little more. */
const ROWS = 260;
const CHUNK = 250;

describe("a run that takes hours, since the system takes one record a minute", () => {
  let mapped: Mapped;
  const begun = new Date("2026-11-29T00:00:00Z").getTime();
  let minutes = 0;
  const clock: Clock = {
    ...systemClock,
    now: () => new Date(begun + minutes * MINUTE),
    elapsed: () => minutes * MINUTE,
  };

  beforeAll(async () => {
    mapped = await Mapped.start({ fields: [{ name: "title", type: "text" }] });
    await mapped.map({
      lines: [{ systemField: "title", column: "jobtitle", direction: "both" }],
      matchRules: [[{ systemField: "title", column: "jobtitle", comparison: "name" }]],
    });
    await withoutEvents(mapped.dynamics);
    for (let n = 1; n <= ROWS; n++)
      await mapped.add("contacts", { lastname: `Of ${n}`, jobtitle: `Nr ${n}` });
  });
  afterAll(() => mapped.close());

  const runRow = () => mapped.rows("wave_run")[0]!.values;

  it("shows in Dynamics how far it has come and when it is expected to end; once it has ended, when that was", async () => {
    const contacts = contactsOf(mapped.runtime.connections.get(mapped.connectionId)!.adapter);
    const { create } = contacts;
    let seen: ReturnType<typeof runRow> | undefined;
    const slow: typeof create.run = (...asked) => {
      if (minutes === CHUNK) seen = runRow();
      minutes += 1;
      return create.run(...asked);
    };
    Object.assign(contacts, { find: undefined, create: { ...create, run: slow } });
    await workOnRun(connectorOf(mapped, clock), await waitingRun(mapped, "onDemand"));
    expect(seen).toMatchObject({ wave_created: CHUNK, wave_total: ROWS });
    expect(Date.parse(String(seen!.wave_expectedon))).toBe(begun + ROWS * MINUTE);
    expect(runRow()).toMatchObject({ wave_created: ROWS });
    expect(runRow().wave_expectedon ?? null).toBeNull();
    expect(Date.parse(String(runRow().wave_endedon))).toBe(begun + ROWS * MINUTE);
  });
});
