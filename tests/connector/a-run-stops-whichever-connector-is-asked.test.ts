import { RunStatus } from "../../core/generated/schema";
import { workOnRun } from "../../connector/runs/work-on-run";
import { askRunToStop, reopenRun } from "../../connector/state/runs";
import { until } from "./support/connector";
import { Mapped } from "./support/mapped";
import { contactsOf } from "./support/with-contacts";
import { withoutEvents } from "./support/without-events";
import { connectorOf, waitingRun } from "./support/works-on-run";

/** One chunk and a little more. */
const ROWS = 260;
const CHUNK = 250;

describe("a run that one connector works on, and another is asked to stop", () => {
  let mapped: Mapped;
  let runId: string;

  beforeAll(async () => {
    mapped = await Mapped.start({ fields: [{ name: "title", type: "text" }] });
    await mapped.map({
      lines: [{ systemField: "title", column: "jobtitle", direction: "both" }],
      matchRules: [[{ systemField: "title", column: "jobtitle", comparison: "name" }]],
    });
    await withoutEvents(mapped.dynamics);
    for (let n = 1; n <= ROWS; n++)
      await mapped.add("contacts", { lastname: `Of ${n}`, jobtitle: `Nr ${n}` });
    runId = await waitingRun(mapped, "onDemand");
  });
  afterAll(() => mapped.close());

  const runRow = () => mapped.rows("wave_run")[0]!.values;
  const leasedUntil = async () => {
    const [run] = await mapped.database.query<{ until: Date }>(
      "select lease_until as until from wave_sync.run where id = $1",
      [runId],
    );
    return run!.until.getTime();
  };

  it("stops between two chunks, once its lease has been renewed", async () => {
    const contacts = contactsOf(mapped.runtime.connections.get(mapped.connectionId)!.adapter);
    const { create } = contacts;
    let asked: Promise<void> | undefined;
    const elsewhere = async () => {
      expect(await askRunToStop(mapped.database, runId)).toBe(true);
      const before = await leasedUntil();
      await until("a renewal", async () => (await leasedUntil()) > before);
    };
    const held: typeof create.run = async (...record) => {
      await (asked ??= elsewhere());
      return create.run(...record);
    };
    Object.assign(contacts, { find: undefined, create: { ...create, run: held } });
    await workOnRun(connectorOf(mapped), runId);
    expect(runRow()).toMatchObject({ wave_created: CHUNK, wave_runstatus: RunStatus.Canceled });
  });

  it("goes on to its end, also by the connector that once was asked to stop it", async () => {
    const connector = connectorOf(mapped);
    connector.stops.want(runId);
    expect(await reopenRun(mapped.database, runId, mapped.runtime.environment.userId)).toBe(true);
    await workOnRun(connector, runId);
    expect(runRow()).toMatchObject({ wave_created: ROWS });
    expect(runRow().wave_runstatus).toBe(RunStatus.Succeeded);
  });
});
