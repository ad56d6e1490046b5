import "../../webresources/ribbon";
import { run as table, RunKind, RunStatus } from "../../core/generated/schema";
import { published, startDynamics, type Dynamics } from "./support/dynamics";
import { failedRow, finishedRow, workingRow } from "./support/fake-rows";

const RUN = "33333333-3333-4333-8333-333333333333";
const OTHER = "44444444-4444-4444-8444-444444444444";
const row = (over: object = {}) => ({
  wave_runstatus: RunStatus.Succeeded,
  wave_runkind: RunKind.FirstImport,
  wave_created: 2,
  wave_updated: 40,
  ...over,
});
const reference = (TypeName: string, Id = RUN) => [{ Id: `{${Id}}`, Name: "x", TypeName }];
const undone = (records: { recordId: string; outcome: "updated" | "skipped" }[]) => {
  const answer = finishedRow(records);
  const result = { ...JSON.parse(String(answer.wave_result)), runIds: [OTHER] };
  return { ...answer, wave_result: JSON.stringify(result) };
};

describe("runs from the command bar", () => {
  let dynamics: Dynamics;
  const grid = { refresh: jest.fn() };
  const ribbon = () => published("Ribbon");
  const answers = (...rows: unknown[]) => {
    for (const one of rows) dynamics.retrieve.mockResolvedValueOnce({ entities: [one] });
  };
  const undo = () => ribbon().undoSelectedRun?.(grid, reference("wave_run")) as Promise<void>;

  beforeEach(() => {
    dynamics = startDynamics();
    grid.refresh.mockClear();
  });

  it("undoing asks first, and says exactly what will happen", async () => {
    dynamics.confirm.mockResolvedValue({ confirmed: false });
    answers(row());
    await undo();
    const { title, text, confirmButtonLabel } = dynamics.confirm.mock.calls[0][0];
    expect(title).toBe("Undo this run?");
    expect(text).toContain("Records changed by this run: 40, created: 2.");
    expect(text).toContain("Later changes are kept and listed");
    expect(confirmButtonLabel).toBe("Undo the run");
    expect(dynamics.execute).not.toHaveBeenCalled();
  });

  it("of a run that logged emails, it says that they are deleted", async () => {
    dynamics.confirm.mockResolvedValue({ confirmed: true });
    const counts = { wave_created: 3, wave_updated: 0, [table.lookups.mapping.nav]: { wave_table: "email" } };
    answers(
      row(counts),
      undone([
        { recordId: RUN, outcome: "updated" },
        { recordId: OTHER, outcome: "skipped" },
      ]),
    );
    await undo();
    const { text } = dynamics.confirm.mock.calls[0][0];
    expect(text).toContain("Emails this run logged: 3. Those that nobody has changed since are deleted");
    expect(dynamics.banner.mock.calls[0][0].message).toBe(
      "Run undone: 1 deleted, 1 kept because they were changed later.",
    );
  });

  it("undoes, and says what was taken back and what was left alone", async () => {
    answers(
      row(),
      undone([
        { recordId: RUN, outcome: "updated" },
        { recordId: OTHER, outcome: "skipped" },
      ]),
    );
    await undo();
    const request = dynamics.execute.mock.calls[0][0];
    expect(request.getMetadata().operationName).toBe("wave_UndoRun");
    expect(request).toMatchObject({ Run: RUN, Language: 1033 });
    expect(dynamics.banner).toHaveBeenCalledWith(
      expect.objectContaining({
        level: 3,
        message: "Run undone: 1 restored, 1 skipped because they were changed later.",
      }),
    );
    expect(grid.refresh).toHaveBeenCalledTimes(1);
    dynamics.banner.mock.calls[0][0].action.eventHandler();
    expect(dynamics.navigate).toHaveBeenCalledWith(
      expect.objectContaining({ entityName: "wave_run", entityId: OTHER }),
    );
  });

  it.each([
    ["still runs", { wave_runstatus: RunStatus.Running }],
    ["was undone already", { wave_runstatus: RunStatus.Undone }],
    ["is an undoing itself", { wave_runkind: RunKind.Undo }],
    ["changed nothing", { wave_created: 0, wave_updated: 0 }],
  ])("a run that %s is not undone, and the person hears why", async (_case, over) => {
    answers(row(over));
    await undo();
    expect(dynamics.confirm).not.toHaveBeenCalled();
    expect(dynamics.alert.mock.calls[0][0].text).toContain("can't be undone");
    expect(dynamics.execute).not.toHaveBeenCalled();
  });

  it.each([
    [{}, true],
    [{ wave_runstatus: RunStatus.Queued }, false],
    [{ wave_runkind: RunKind.Undo }, false],
    [{ wave_created: null, wave_updated: null }, false],
  ])("on the form the button is open only when the run can be undone: %p", (over, open) => {
    const values = row(over) as Record<string, unknown>;
    const form = { getAttribute: (name: string) => ({ getValue: () => values[name] }) };
    expect(ribbon().canUndo?.(form)).toBe(open);
  });

  it("shows the progress while a run is undone", async () => {
    jest.useFakeTimers();
    answers(row(), workingRow(20, 42), undone([]));
    const done = undo();
    await jest.advanceTimersByTimeAsync(1_000);
    await done;
    expect(dynamics.progress).toEqual(["Undoing the run…", "Undoing 20 of 42", expect.anything(), undefined]);
    jest.useRealTimers();
  });

  it("what the connector refuses is told with what to do", async () => {
    answers(row(), failedRow("BAD_REQUEST", "This run is too old.", "Start a new one."));
    await undo();
    expect(dynamics.banner.mock.calls[0][0]).toMatchObject({
      level: 2,
      message: expect.stringContaining("This run is too old. Start a new one."),
    });
  });

  it.each([
    ["runSelectedMapping", "onDemand", 0],
    ["importSelectedMapping", "firstImport", 1],
  ])("%s starts a run of kind %s over the mapping", async (name, kind, questions) => {
    answers(finishedRow([]));
    await ribbon()[name]?.(grid, reference("wave_mapping"));
    const request = dynamics.execute.mock.calls[0][0];
    expect(request.getMetadata().operationName).toBe("wave_StartRun");
    expect(request).toMatchObject({ Mapping: RUN, Kind: kind });
    expect(dynamics.confirm).toHaveBeenCalledTimes(questions);
    expect(dynamics.banner.mock.calls[0][0].message).toBe("The run started. Open it to follow its progress.");
  });

  it("issues are tried again one after the other, and counted", async () => {
    answers(
      finishedRow([{ recordId: RUN, outcome: "updated" }]),
      finishedRow([{ recordId: OTHER, outcome: "failed" }]),
    );
    const both = [...reference("wave_issue"), ...reference("wave_issue", OTHER)];
    await ribbon().retryIssues?.(grid, both);
    expect(dynamics.execute.mock.calls.map(([request]) => [request.Issue, request.Decision])).toEqual([
      [RUN, '{"kind":"retry"}'],
      [OTHER, '{"kind":"retry"}'],
    ]);
    expect(dynamics.banner.mock.calls[0][0].message).toBe("Tried again: 1 updated, 1 failed.");
  });
});
