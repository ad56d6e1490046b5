import "../../webresources/ribbon";
import { openChannel, type Message } from "../../webresources/client";
import { CONTACT_ID, published, startDynamics, type Dynamics } from "./support/dynamics";
import { useFakeBroadcastChannel } from "./support/fake-broadcast";
import { failedRow, finishedRow } from "./support/fake-rows";

const record = (outcome: "updated" | "unchanged" | "conflict", over = {}) =>
  finishedRow([{ recordId: CONTACT_ID, outcome, ...over }]);

describe("commands on a form", () => {
  useFakeBroadcastChannel();
  let dynamics: Dynamics;
  const ribbon = () => published("Ribbon");
  const answers = (row: unknown) => dynamics.retrieve.mockResolvedValue({ entities: [row] });

  const press = async (...names: ("pushRecord" | "pullRecord")[]) => {
    await Promise.all(names.map((name) => ribbon()[name]?.(dynamics.form)));
  };

  beforeEach(() => {
    jest.useFakeTimers();
    dynamics = startDynamics();
  });
  afterEach(() => jest.useRealTimers());

  it("Sync to Wave pushes the record, says so, and shows the row's new values", async () => {
    answers(record("updated"));
    await press("pushRecord");
    expect(dynamics.execute).toHaveBeenCalledTimes(1);
    expect(dynamics.execute.mock.calls[0][0]).toMatchObject({
      Table: "contact",
      RecordIds: [CONTACT_ID],
      Language: 1033,
    });
    expect(dynamics.execute.mock.calls[0][0].getMetadata().operationName).toBe("wave_Push");
    expect(dynamics.progress).toEqual(["Syncing…", undefined]);
    expect(dynamics.messages()).toEqual([
      expect.objectContaining({ message: "Synced: Wave is up to date.", level: "INFO" }),
    ]);
    expect(dynamics.refresh).toHaveBeenCalledWith(false);
  });

  it("good news goes away by itself, trouble stays", async () => {
    answers(record("updated"));
    await press("pushRecord");
    jest.advanceTimersByTime(10_000);
    expect(dynamics.messages()).toEqual([]);

    answers(failedRow("SYSTEM_UNREACHABLE", "Wave is down.", "Try again later."));
    await press("pushRecord");
    jest.advanceTimersByTime(60_000);
    expect(dynamics.messages()).toEqual([
      expect.objectContaining({
        level: "ERROR",
        message:
          "Wave is down. Try again later. (SYSTEM_UNREACHABLE, reference c0ffee00-0000-4000-8000-000000000002)",
      }),
    ]);
  });

  it("a record that waits for a person is a warning, not an error", async () => {
    const problem = { code: "CONFLICT", message: "Both sides changed.", nextStep: "Choose one." };
    answers(record("conflict", { problem }));
    await press("pushRecord");
    expect(dynamics.messages()[0]).toMatchObject({ level: "WARNING" });
  });

  it("what was done with a reservation says both, as a warning", async () => {
    const problem = { code: "VALUE_TOO_LONG", message: "Company was cut.", nextStep: "Shorten it in Wave." };
    answers(record("updated", { problem }));
    await press("pullRecord");
    expect(dynamics.messages()[0]).toMatchObject({ level: "WARNING" });
    expect(dynamics.messages()[0]?.message).toMatch(
      /^Synced from Wave\. Company was cut\. Shorten it in Wave\./,
    );
  });

  it("unsaved changes are saved first, so that what is seen is what is sent", async () => {
    dynamics.setDirty(true);
    dynamics.execute.mockImplementation(async () => {
      expect(dynamics.save).toHaveBeenCalledTimes(1);
      return { ok: true, status: 204 };
    });
    answers(record("updated"));
    await press("pullRecord");
    expect(dynamics.execute).toHaveBeenCalledTimes(1);
  });

  it("a form that cannot be saved syncs nothing", async () => {
    dynamics.setDirty(true);
    dynamics.save.mockRejectedValue({ errorCode: 1 });
    await press("pushRecord");
    expect(dynamics.execute).not.toHaveBeenCalled();
    expect(dynamics.messages()[0]?.message).toContain("couldn't be saved");
  });

  it("changes typed meanwhile are not thrown away by the refresh", async () => {
    answers(record("updated"));
    dynamics.execute.mockImplementation(async () => {
      dynamics.setDirty(true);
      return { ok: true, status: 204 };
    });
    await press("pullRecord");
    expect(dynamics.refresh).not.toHaveBeenCalled();
  });

  it("the connector down is said on the form, with what to do and a reference", async () => {
    dynamics.execute.mockRejectedValue({ errorCode: -2147155455, message: "webhook" });
    await press("pushRecord");
    const [message] = dynamics.messages();
    expect(message?.level).toBe("ERROR");
    expect(message?.message).toMatch(
      /^Can't reach Wave Sync\. .*\(CONNECTOR_UNREACHABLE, reference [0-9a-f-]{36}\)$/,
    );
    expect(dynamics.progress.at(-1)).toBeUndefined();
  });

  it("a double click is one click", async () => {
    answers(record("updated"));
    await press("pushRecord", "pushRecord");
    expect(dynamics.execute).toHaveBeenCalledTimes(1);
    await press("pushRecord");
    expect(dynamics.execute).toHaveBeenCalledTimes(2);
  });

  it("a record never saved is asked to be saved", async () => {
    dynamics.setId("");
    await press("pushRecord");
    expect(dynamics.alert).toHaveBeenCalledWith({ text: "Save this record before you sync it." });
    expect(dynamics.execute).not.toHaveBeenCalled();
  });

  it("the panel hears that the ribbon began and how it ended", async () => {
    const heard: Message[] = [];
    openChannel().listen("contact", CONTACT_ID, (message) => heard.push(message));
    answers(record("unchanged"));
    await press("pushRecord");
    expect(heard.map((message) => message.type)).toEqual(["started", "finished"]);
    expect(heard[1]).toMatchObject({ by: "ribbon", answer: { state: "succeeded" } });
  });

  it("Preview is shown by the panel where there is one", async () => {
    const panel = openChannel();
    panel.listen("contact", CONTACT_ID, (message) => {
      if (message.type === "previewWanted") panel.send({ ...message, type: "previewTaken" });
    });
    await ribbon().previewRecord?.(dynamics.form);
    expect(dynamics.execute).not.toHaveBeenCalled();
    expect(dynamics.alert).not.toHaveBeenCalled();
  });

  it("Preview is shown in a dialog on a form without the panel", async () => {
    answers(
      record("updated", {
        fields: [
          field("Job Title", "writeSystem", "Changed in Dynamics"),
          field("City", "conflict", "Both changed"),
          field("Last Name", "unchanged", "Same"),
        ],
      }),
    );
    const shown = ribbon().previewRecord?.(dynamics.form);
    await jest.advanceTimersByTimeAsync(200);
    await shown;
    expect(dynamics.alert).toHaveBeenCalledWith({
      title: "Preview",
      text: [
        "Job Title: Updates Wave (Changed in Dynamics)",
        "City: Conflict (Both changed)",
        "No changes were made.",
      ].join("\n"),
    });
    expect(dynamics.refresh).not.toHaveBeenCalled();
  });

  it.each([
    ["gives nothing", () => null],
    [
      "throws",
      () => {
        throw new Error("wave_/strings/WaveSync does not exist.");
      },
    ],
  ])(
    "where neither the user's nor the base language has texts, and the platform %s, it speaks English",
    async (_how, getResourceString) => {
      Object.assign(Xrm.Utility, { getResourceString });
      dynamics.setId("");
      await press("pushRecord");
      expect(dynamics.alert).toHaveBeenCalledWith({ text: "Save this record before you sync it." });
    },
  );
});

const field = (label: string, verdict: string, reasonText: string) => ({
  line: label,
  column: label,
  label,
  verdict,
  reasonText,
  reason: "same",
  dataverse: null,
  system: null,
});
