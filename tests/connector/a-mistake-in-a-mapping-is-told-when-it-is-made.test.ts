import { IssueStatus } from "../../core/generated/schema";
import { connectTo, importAll, operate, runConnector, until, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { changeMapping } from "./support/policies";
import { edit, plainContacts, rowOf } from "./support/runs";

describe("a mistake in a mapping's documents", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  let good: string;

  const open = (code: string) =>
    dynamics
      .rows("wave_issue")
      .filter(({ values }) => values.wave_issuestatus === IssueStatus.Open && values.wave_code === code);
  const push = () =>
    operate(dynamics, "wave_Push", { ids: [rowOf(dynamics, "plain-00001")!.id], as: "admin" });
  /** Its schedule makes the connector look once a minute; whoever pushes, at once. */
  const untilLooked = (what: string, is: () => boolean) =>
    until(what, async () => {
      await push();
      return is();
    });

  beforeAll(async () => {
    dynamics = await startDynamics();
    dynamics.wave.store.load(plainContacts(2));
    connector = await runConnector();
    await connectTo(connector, dynamics);
    await importAll(connector);
    good = dynamics.rows("wave_mapping")[0]!.values.wave_fieldmap as string;
  });

  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  test("is an issue on the mapping that names every line, without anybody pushing", async () => {
    const map = JSON.parse(good) as { lines: { id: string; direction: string; column: string }[] };
    const lines = map.lines.map((line) => ({
      ...line,
      ...(line.id === "jobTitle" ? { direction: "sideways" } : {}),
      ...(line.id === "website" ? { writeRule: "sometimes" } : {}),
    }));
    await changeMapping(dynamics, { wave_fieldmap: JSON.stringify({ ...map, lines }) });
    // Whatever is saved makes the connector look; nobody asks for anything.
    await until("the issue", async () => {
      await edit(dynamics, "plain-00002", { jobtitle: "Head of Purchasing" });
      return open("MAPPING_INVALID").length > 0;
    });
    const { values } = open("MAPPING_INVALID")[0]!;
    expect(values.wave_message).toContain("Line jobTitle:");
    expect(values.wave_message).toContain("Line website:");
    expect((values.wave_mapping as { id: string }).id).toBe(dynamics.rows("wave_mapping")[0]!.id);
    expect(open("MAPPING_INVALID")).toHaveLength(1);
  });

  test("whoever pushes is told whom to turn to, in plain words", async () => {
    const done = await push();
    expect(done).toMatchObject({ status: "failed", code: "MAPPING_UNUSABLE" });
    expect(JSON.stringify(done)).not.toContain("sideways");
  });

  test("another mistake is another text in the same issue", async () => {
    await changeMapping(dynamics, { wave_fieldmap: "{ not json" });
    await untilLooked("the other mistake", () =>
      String(open("MAPPING_INVALID")[0]?.values.wave_message).includes("Field map:"),
    );
    expect(open("MAPPING_INVALID")).toHaveLength(1);
  });

  test("no lines at all are a mistake, too", async () => {
    await changeMapping(dynamics, { wave_fieldmap: JSON.stringify({ version: 1, lines: [] }) });
    await untilLooked("no lines", () =>
      String(open("MAPPING_INVALID")[0]?.values.wave_message).includes("no lines"),
    );
  });

  test("is over once it is put right; a line that no system can fill is told as soon", async () => {
    const map = JSON.parse(good) as { lines: object[] };
    const touched = {
      id: "touched",
      kind: "engagement",
      column: "assistantname",
      direction: "toDataverse",
      value: "Contacted",
    };
    await changeMapping(dynamics, {
      wave_fieldmap: JSON.stringify({ ...map, lines: [...map.lines, touched] }),
    });
    await untilLooked("all is well but for that line", () => open("LINE_NOT_SUPPORTED").length > 0);
    expect(open("MAPPING_INVALID")).toEqual([]);
    expect(open("LINE_NOT_SUPPORTED")[0]!.values.wave_message).toContain("touched");
    await changeMapping(dynamics, { wave_fieldmap: good });
    await untilLooked("all is well", () => open("LINE_NOT_SUPPORTED").length === 0);
  });
});
