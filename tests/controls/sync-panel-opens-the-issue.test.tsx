import { screen } from "@testing-library/react";
import { SyncStatus } from "../../core/generated/schema";
import { snapshotOf } from "../../controls/SyncPanel/adapters/snapshot";
import { useFakeBroadcastChannel } from "../webresources/support/fake-broadcast";
import { button, stage } from "./support/panel";
import { answersFor, contactRow, linkRow } from "./support/samples";

const ISSUE = {
  wave_issueid: "15500000-0000-4000-8000-000000000009",
  wave_code: "MATCH_AMBIGUOUS",
  wave_message: "Several contacts in Wave could be this one.",
  wave_nextstep: "Open the issue and choose.",
};
const notLinked = contactRow({ wave_syncstatus: SyncStatus.NeedsAttention }, []);
const linkOf = (over: object) =>
  contactRow({ wave_syncstatus: SyncStatus.NeedsAttention }, [
    linkRow({ wave_linkstatus: SyncStatus.NeedsAttention, ...over }),
  ]);

describe("from a record that waits for a person to its issue", () => {
  useFakeBroadcastChannel();
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it("one that is linked with nothing says what its issue says, and opens it", async () => {
    const [records, mappings] = answersFor(notLinked);
    const snapshot = snapshotOf([records!, mappings!, [ISSUE]], "Wave");
    const view = await stage({ read: async () => snapshot as never });
    expect(screen.getByText(ISSUE.wave_message)).toBeVisible();
    expect(screen.getByText(ISSUE.wave_nextstep)).toBeVisible();
    expect(screen.getByText("Never synced")).toBeVisible();
    await view.user.click(button("Open the issue"));
    expect(view.open).toHaveBeenCalledWith("wave_issue", ISSUE.wave_issueid);
  });

  it("a linked one says what happened itself, and opens it too", async () => {
    const view = await stage({
      row: linkOf({ wave_code: "OWNER_UNKNOWN", wave_message: "Nobody is known by this address." }),
    });
    expect(screen.getByText("Nobody is known by this address.")).toBeVisible();
    await view.user.click(button("Open the issue"));
    expect(view.open).toHaveBeenCalledTimes(1);
  });

  it("a person who may not read the issue is offered none, and the status is told all the same", async () => {
    await stage({ row: notLinked });
    expect(screen.getByText("Needs attention")).toBeVisible();
    expect(screen.getByText("This record couldn't be synced, or not completely.")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Open the issue" })).toBeNull();
  });

  it("a record in sync offers none", async () => {
    await stage({ row: contactRow() });
    expect(screen.queryByRole("button", { name: "Open the issue" })).toBeNull();
  });
});
