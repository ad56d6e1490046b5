import "../../webresources/ribbon";
import type { RecordResult } from "../../core/operation/types";
import { keepKinds } from "../../webresources/client";
import { published, startDynamics, type Dynamics } from "./support/dynamics";
import { useFakeBroadcastChannel } from "./support/fake-broadcast";
import { finishedRow, workingRow } from "./support/fake-rows";

const guid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const selected = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    Id: `{${guid(n)}}`,
    Name: `Contact ${n}`,
    TypeName: "contact",
  }));
const results = (outcomes: Record<string, number>): RecordResult[] =>
  Object.entries(outcomes).flatMap(([outcome, count]) =>
    Array.from({ length: count }, (_, n) => ({ recordId: guid(n), outcome }) as RecordResult),
  );

describe("commands on a grid", () => {
  useFakeBroadcastChannel();
  let dynamics: Dynamics;
  const grid = { refresh: jest.fn() };
  const ribbon = () => published("Ribbon");
  const answers = (...rows: unknown[]) => {
    for (const row of rows) dynamics.retrieve.mockResolvedValueOnce({ entities: [row] });
  };

  beforeEach(() => {
    jest.useFakeTimers();
    grid.refresh.mockClear();
    dynamics = startDynamics();
  });
  afterEach(() => jest.useRealTimers());

  it("250 selected are one call, with progress and counted outcomes", async () => {
    answers(workingRow(120, 250), finishedRow(results({ updated: 231, unchanged: 17, failed: 2 })));
    const done = ribbon().pushSelected?.(grid, selected(250));
    await jest.advanceTimersByTimeAsync(1_000);
    await done;
    expect(dynamics.execute).toHaveBeenCalledTimes(1);
    expect(dynamics.execute.mock.calls[0][0].RecordIds).toHaveLength(250);
    expect(dynamics.progress).toEqual(expect.arrayContaining(["Syncing 0 of 250", "Syncing 120 of 250"]));
    expect(dynamics.progress.at(-1)).toBeUndefined();
    expect(dynamics.banner).toHaveBeenCalledWith(
      expect.objectContaining({
        type: 2,
        level: 3,
        message: "Sync finished: 231 updated, 17 unchanged, 2 failed.",
        showCloseButton: true,
      }),
    );
    expect(grid.refresh).toHaveBeenCalledTimes(1);
  });

  it("failures can be opened as a list from the message", async () => {
    answers(finishedRow(results({ updated: 1, failed: 1 })));
    await ribbon().pullSelected?.(grid, selected(2));
    const { action } = dynamics.banner.mock.calls[0][0];
    expect(action.actionLabel).toBe("View issues");
    action.eventHandler();
    expect(dynamics.navigate).toHaveBeenCalledWith({ pageType: "entitylist", entityName: "wave_issue" });
  });

  it("all well is a success without anything to open", async () => {
    answers(finishedRow(results({ updated: 3 })));
    await ribbon().pushSelected?.(grid, selected(3));
    expect(dynamics.banner.mock.calls[0][0]).toMatchObject({
      level: 1,
      message: "Sync finished: 3 updated.",
    });
    expect(dynamics.banner.mock.calls[0][0]).not.toHaveProperty("action");
  });

  it("more than 250 are several calls with one progress and one message", async () => {
    answers(finishedRow(results({ updated: 250 })), finishedRow(results({ updated: 50 })));
    await ribbon().pushSelected?.(grid, selected(300));
    expect(dynamics.execute).toHaveBeenCalledTimes(2);
    expect(dynamics.progress).toContain("Syncing 250 of 300");
    expect(dynamics.banner).toHaveBeenCalledTimes(1);
    expect(dynamics.banner.mock.calls[0][0].message).toBe("Sync finished: 300 updated.");
  });

  it("the connector down: nothing done, why, and what to do", async () => {
    dynamics.execute.mockRejectedValue({ errorCode: -2147155455 });
    await ribbon().pushSelected?.(grid, selected(5));
    expect(dynamics.banner.mock.calls[0][0]).toMatchObject({ level: 2 });
    expect(dynamics.banner.mock.calls[0][0].message).toMatch(
      /^Sync finished: 5 not synced\. Can't reach Wave Sync\. .*CONNECTOR_UNREACHABLE/,
    );
  });

  it("a preview of many is counted in a dialog and says that nothing was written", async () => {
    answers(finishedRow(results({ updated: 12, unchanged: 238 })));
    await ribbon().previewSelected?.(grid, selected(250));
    expect(dynamics.alert).toHaveBeenCalledWith({
      text: "Preview: 12 would be updated, 238 unchanged. No changes were made.",
    });
    expect(grid.refresh).not.toHaveBeenCalled();
  });

  it.each([[undefined], [null], [[]]])("nothing selected (%p) is said in plain words", async (references) => {
    await ribbon().pushSelected?.(grid, references);
    expect(dynamics.alert).toHaveBeenCalledWith({ text: "Select at least one record." });
    expect(dynamics.execute).not.toHaveBeenCalled();
  });

  it("too many are refused with how many there may be", async () => {
    await ribbon().pushSelected?.(grid, selected(1_001));
    expect(dynamics.alert).toHaveBeenCalledWith({
      text: "You selected 1001 records. You can sync up to 1000 at a time.",
    });
    expect(dynamics.execute).not.toHaveBeenCalled();
  });

  it("a client without banners gets a dialog", async () => {
    Reflect.set(Xrm.App, "addGlobalNotification", undefined);
    answers(finishedRow(results({ updated: 1 })));
    await ribbon().pushSelected?.(grid, selected(1));
    expect(dynamics.alert).toHaveBeenCalledWith({ text: "Sync finished: 1 updated." });
  });

  it("speaks the user's language", async () => {
    dynamics = startDynamics(1031);
    answers(finishedRow(results({ updated: 2 })));
    await ribbon().pushSelected?.(grid, selected(2));
    expect(dynamics.execute.mock.calls[0][0].Language).toBe(1031);
    expect(dynamics.banner.mock.calls[0][0].message).toBe("Senden abgeschlossen: 2 aktualisiert.");
  });
});

describe("whether the commands are offered", () => {
  const client = (offline: boolean, network = true) =>
    Object.assign(Xrm.Utility, {
      getGlobalContext: () => ({
        client: { isOffline: () => offline, isNetworkAvailable: () => network },
      }),
    });
  beforeEach(() => void startDynamics());

  it.each([
    ["contact, online", "contact", false, true, true],
    ["account, online", "account", false, true, true],
    ["another table", "lead", false, true, false],
    ["offline", "contact", true, true, false],
    ["no network", "contact", false, false, false],
  ])("%s", (_case, table, offline, network, offered) => {
    client(offline, network);
    expect(published("Ribbon").isConnected?.(table)).toBe(offered);
  });

  describe("a command that no mapping of the table allows", () => {
    beforeEach(() => client(false));
    afterEach(() => localStorage.clear());
    const offered = (table: string, kind?: string) => published("Ribbon").isConnected?.(table, kind);

    it("is not offered once the panel has seen that, and others are", () => {
      keepKinds("account", ["push", "preview"]);
      expect([offered("account", "pull"), offered("account", "push"), offered("account")]).toEqual([
        false,
        true,
        true,
      ]);
      expect(offered("contact", "pull")).toBe(true);
    });

    it("is offered again once the panel has seen a mapping that allows it", () => {
      keepKinds("account", ["push", "preview"]);
      keepKinds("account", ["push", "pull", "preview"]);
      expect(offered("account", "pull")).toBe(true);
    });

    it("is offered where nothing was seen yet, or can be kept", () => {
      expect(offered("account", "pull")).toBe(true);
      const storage = jest.spyOn(Storage.prototype, "getItem").mockImplementation(() => {
        throw new Error("Storage is switched off.");
      });
      expect(offered("account", "pull")).toBe(true);
      storage.mockRestore();
    });
  });

  it("is decided without asking the server: opening a form costs one request, the panel's", () => {
    const dynamics = startDynamics();
    published("Ribbon").isConnected?.("contact");
    expect(dynamics.retrieve).not.toHaveBeenCalled();
    expect(dynamics.execute).not.toHaveBeenCalled();
  });
});
