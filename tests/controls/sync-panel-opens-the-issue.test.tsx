import { screen } from "@testing-library/react";
import { issueLookups, SyncStatus } from "../../core/generated/schema";
import { openIssueOf } from "../../controls/SyncPanel/adapters/open-issue";
import { useFakeBroadcastChannel } from "../webresources/support/fake-broadcast";
import { button, settle, stage } from "./support/panel";
import { CONTACT_ID, contactRow, linkRow } from "./support/samples";

const notLinked = { ...contactRow({ wave_syncstatus: SyncStatus.NeedsAttention }, []) };
const linkOf = (over: object) =>
  contactRow({ wave_syncstatus: SyncStatus.NeedsAttention }, [
    linkRow({ wave_linkstatus: SyncStatus.NeedsAttention, ...over }),
  ]);

describe("from a record that waits for a person to its issue", () => {
  useFakeBroadcastChannel();
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it("one that is linked with nothing says that an issue tells why, and opens it", async () => {
    const view = await stage({ row: notLinked });
    expect(screen.getByText("Something keeps this record from being synced.")).toBeVisible();
    await view.user.click(button("Open the issue"));
    expect(view.openIssue).toHaveBeenCalledWith("contact", CONTACT_ID);
  });

  it("a linked one says what happened itself, and opens it too", async () => {
    const view = await stage({
      row: linkOf({ wave_code: "OWNER_UNKNOWN", wave_message: "Nobody is known by this address." }),
    });
    expect(screen.getByText("Nobody is known by this address.")).toBeVisible();
    await view.user.click(button("Open the issue"));
    expect(view.openIssue).toHaveBeenCalledTimes(1);
  });

  it("where the issue was resolved meanwhile, the status is read again", async () => {
    const view = await stage({ row: notLinked, hasIssue: false });
    expect(view.read).toHaveBeenCalledTimes(1);
    await view.user.click(button("Open the issue"));
    await settle();
    expect(view.read).toHaveBeenCalledTimes(2);
  });

  it("a record in sync offers none", async () => {
    await stage({ row: contactRow() });
    expect(screen.queryByRole("button", { name: "Open the issue" })).toBeNull();
  });

  it("the newest open issue of the record is looked for, by its own lookup", async () => {
    const rows = jest.fn().mockResolvedValue({ entities: [{ wave_issueid: "i1" }] });
    expect(await openIssueOf({ retrieveMultipleRecords: rows }, "account", "a1")).toBe("i1");
    expect(rows).toHaveBeenCalledWith(
      "wave_issue",
      expect.stringContaining(`${issueLookups.account.value} eq a1`),
    );
  });

  it("one she may not read is none", async () => {
    const refused = jest.fn().mockRejectedValue({ errorCode: -2147220960 });
    expect(await openIssueOf({ retrieveMultipleRecords: refused }, "contact", "c1")).toBeUndefined();
  });
});
