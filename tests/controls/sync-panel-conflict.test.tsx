import { screen, within } from "@testing-library/react";
import { SyncStatus } from "../../core/generated/schema";
import { useFakeBroadcastChannel } from "../webresources/support/fake-broadcast";
import { finishedRow } from "../webresources/support/fake-rows";
import { FakeTransport } from "../webresources/support/fake-transport";
import { axeFindings } from "./support/axe";
import { button, settle, stage } from "./support/panel";
import { CONFLICTS, CONTACT_ID, FIELDS, linkRow, NOW } from "./support/samples";

/** No form script of ours answers on this stage: the panel waits this long for one before it goes on. */
const NO_FORM = 250;
const inConflict = {
  wave_syncstatus: SyncStatus.Conflict,
  wave_Link_Contact_Contact: [linkRow({ wave_linkstatus: SyncStatus.Conflict })],
};
const waiting = (over: object) => ({ wave_Link_Contact_Contact: [linkRow(over)] });
const found = (fields: typeof FIELDS, outcome: "conflict" | "updated" = "conflict") =>
  finishedRow([{ recordId: CONTACT_ID, outcome, fields }]);
const side = (field: string, name: string) =>
  within(screen.getByRole("radiogroup", { name: field })).getByRole("radio", { name });

describe("a conflict on the form", () => {
  useFakeBroadcastChannel();
  beforeEach(() => jest.useFakeTimers({ now: NOW }));
  afterEach(() => jest.useRealTimers());

  /** The panel with both values on the screen. */
  async function shown(transport = new FakeTransport().finds(found(CONFLICTS))) {
    const view = await stage({ row: inConflict, transport });
    await view.user.click(button("Show both values"));
    await settle(NO_FORM);
    return view;
  }
  const last = (transport: FakeTransport) => transport.executed.at(-1) as unknown as Record<string, unknown>;

  it("says that both sides changed, and costs no request until somebody wants to see them", async () => {
    const { transport } = await stage({ row: inConflict });
    expect(screen.getByText("The same field was changed in Dynamics and in Wave.")).toBeVisible();
    expect(transport.executed).toHaveLength(0);
  });

  it("shows each field in conflict with both values, side by side", async () => {
    const { container } = await shown();
    const website = screen.getByRole("radiogroup", { name: "Website" });
    expect(within(website).getByRole("radio", { name: "In Dynamics" })).toHaveAccessibleDescription(
      "https://a.example",
    );
    expect(within(website).getByRole("radio", { name: "In Wave" })).toHaveAccessibleDescription(
      "https://b.example",
    );
    expect(screen.getAllByRole("radiogroup")).toHaveLength(2);
    jest.useRealTimers();
    expect(await axeFindings(container)).toEqual([]);
  });

  it("hands in what was chosen, field by field, and only that", async () => {
    const view = await shown(
      new FakeTransport().finds(found(CONFLICTS), found(FIELDS.slice(0, 2), "updated")),
    );
    expect(button("Apply")).toHaveAttribute("aria-disabled", "true");
    await view.user.click(side("Website", "In Wave"));
    expect(screen.getByText("1 of 2 fields chosen")).toBeVisible();
    await view.user.click(button("Apply"));
    await settle(NO_FORM);
    expect(last(view.transport)).toMatchObject({ Table: "contact", RecordId: CONTACT_ID, Language: 1033 });
    expect(JSON.parse(String(last(view.transport).Decision))).toEqual({
      kind: "fields",
      fields: { Website: "system" },
    });
    expect(view.transport.executed.at(-1)?.getMetadata().operationName).toBe("wave_Resolve");
    expect(screen.getByRole("group", { name: "Your choice was applied" })).toBeVisible();
    expect(view.read).toHaveBeenCalledTimes(2);
  });

  it("takes all values from one side with one click, and one of them from the other", async () => {
    const view = await shown();
    await view.user.click(button("Dynamics"));
    await view.user.click(side("Website", "In Wave"));
    await view.user.click(button("Apply"));
    await settle(NO_FORM);
    expect(JSON.parse(String(last(view.transport).Decision)).fields).toEqual({
      Website: "system",
      Fax: "dataverse",
    });
  });

  it("can be decided with the keyboard alone", async () => {
    const view = await shown();
    side("Website", "In Dynamics").focus();
    await view.user.keyboard(" ");
    expect(side("Website", "In Dynamics")).toBeChecked();
  });

  it("says so when nothing conflicts any more", async () => {
    await shown(new FakeTransport().finds(found(FIELDS.slice(0, 2), "updated")));
    expect(screen.getByText(/There are no more conflicts/)).toBeVisible();
    expect(screen.queryByRole("radiogroup")).toBeNull();
  });

  it("shows both values after a push that met a conflict, too", async () => {
    const view = await stage({ transport: new FakeTransport().finds(found(CONFLICTS)) });
    await view.user.click(button("Sync to Wave"));
    await settle(NO_FORM);
    expect(screen.getByRole("radiogroup", { name: "Website" })).toBeVisible();
  });

  it("on a read-only form both values can be seen, but not decided", async () => {
    const view = await stage({
      row: inConflict,
      transport: new FakeTransport().finds(found(CONFLICTS)),
      props: { readOnly: true },
    });
    await view.user.click(button("Show both values"));
    await settle(NO_FORM);
    expect(side("Website", "In Wave")).toBeDisabled();
    expect(button("Apply")).toHaveAttribute("aria-disabled", "true");
  });

  it("a parked record can be tried again, as a decision", async () => {
    const row = waiting({ wave_linkstatus: SyncStatus.Parked });
    const view = await stage({ row, transport: new FakeTransport().finds(found(FIELDS, "updated")) });
    expect(screen.getByText(/failed several times, so it.s on hold/)).toBeVisible();
    await view.user.click(button("Try again"));
    await settle(NO_FORM);
    expect(JSON.parse(String(last(view.transport).Decision))).toEqual({ kind: "retry" });
  });

  it("a record that is no longer linked says why, and what a push would do", async () => {
    await stage({
      row: waiting({
        wave_linkstatus: SyncStatus.Unlinked,
        wave_code: "EXTERNAL_RECORD_GONE",
        wave_message: "Deleted in Wave.",
        wave_nextstep: "x",
      }),
    });
    expect(screen.getByText("Deleted in Wave.")).toBeVisible();
    expect(screen.getByText(/Sync to Wave to link it again/)).toBeVisible();
  });

  it.each([
    [true, 1],
    [false, 0],
  ])("deleting here as well is asked about once more (answer: %p)", async (sure, calls) => {
    const row = waiting({
      wave_linkstatus: SyncStatus.NeedsAttention,
      wave_code: "DELETE_CONFLICT",
      wave_message: "Deleted in Wave, changed here.",
      wave_nextstep: "Keep or delete.",
    });
    const view = await stage({ row });
    expect(button("Keep this record")).toBeVisible();
    view.confirm.mockResolvedValue(sure);
    await view.user.click(button("Delete this record too"));
    await settle(NO_FORM);
    expect(view.transport.executed).toHaveLength(calls);
    if (calls > 0) expect(JSON.parse(String(last(view.transport).Decision))).toEqual({ kind: "delete" });
  });
});
