import { act, screen, within } from "@testing-library/react";
import { ConnectionStatus, Direction, IssueStatus, SyncStatus } from "../../core/generated/schema";
import { snapshotOf } from "../../controls/SyncPanel/adapters/snapshot";
import { ClientError } from "../../webresources/client";
import { useFakeBroadcastChannel } from "../webresources/support/fake-broadcast";
import { finishedRow, workingRow } from "../webresources/support/fake-rows";
import { FakeTransport } from "../webresources/support/fake-transport";
import { axeFindings } from "./support/axe";
import { button, said, settle, stage, type Stage } from "./support/panel";
import { answersFor, contactRow, CONTACT_ID, FIELDS, linkRow, NOW } from "./support/samples";

const refuse = (code: "NO_PRIVILEGE" | "OFFLINE" | "DATAVERSE_UNAVAILABLE") => () =>
  Promise.reject(new ClientError(code));

/** axe works with real timers. */
async function expectNoFindings({ container }: Pick<Stage, "container">): Promise<void> {
  jest.useRealTimers();
  expect(await axeFindings(container)).toEqual([]);
}

describe("what the panel shows, and that axe finds nothing in it", () => {
  useFakeBroadcastChannel();
  beforeEach(() => jest.useFakeTimers({ now: NOW }));
  afterEach(() => jest.useRealTimers());

  it("a record in sync: status, IDs, last sync, three buttons", async () => {
    const view = await stage();
    expect(screen.getByText("In sync")).toBeVisible();
    expect(screen.getByText("Last sync 2 minutes ago (2026-09-19T10:14)")).toBeVisible();
    expect(screen.getByText("clx0demo0000abcd1234efgh")).toBeVisible();
    expect(screen.getByText("wavecnct_clx0demo0000abcd1234efgh")).toBeVisible();
    expect(screen.getByRole("link", { name: "Open in Wave" })).toHaveAttribute(
      "href",
      "https://app.example/contacts/clx0demo0000abcd1234efgh",
    );
    for (const name of ["Sync to Wave", "Sync from Wave", "Preview"]) expect(button(name)).toBeEnabled();
    await expectNoFindings(view);
  });

  it.each([
    ["ToSystem", ["Sync to Wave", "Preview"]],
    ["ToDataverse", ["Sync from Wave", "Preview"]],
  ] as const)("what its mapping never does (%s only) is not offered", async (way, offered) => {
    const mapping = { wave_Mapping: { wave_direction: Direction[way] } };
    await stage({ row: contactRow({}, [linkRow(mapping)]) });
    const group = screen.getByRole("group", { name: "Sync this record" });
    expect(
      within(group)
        .getAllByRole("button")
        .map((each) => each.textContent),
    ).toEqual(offered);
  });

  it("a new record asks to be saved, and nothing is read", async () => {
    const view = await stage({ props: { record: { table: "contact" } } });
    expect(screen.getByText("Not saved yet")).toBeVisible();
    expect(screen.getByText("Save this record to sync it.")).toBeVisible();
    expect(screen.queryByRole("button")).toBeNull();
    expect(view.read).not.toHaveBeenCalled();
    await expectNoFindings(view);
  });

  it("a record no system knows offers to push, pull and preview all the same", async () => {
    const row = {
      wave_syncstatus: null,
      wave_syncedon: null,
      externaluseridentifier: null,
      wave_Link_Contact_Contact: [],
    };
    const view = await stage({ row });
    expect(screen.getByText("Not linked yet")).toBeVisible();
    for (const name of ["Sync to Wave", "Sync from Wave", "Preview"]) expect(button(name)).toBeEnabled();
    await expectNoFindings(view);
  });

  it("a record with an identifier and no link still shows the identifier", async () => {
    const view = await stage({ row: { wave_syncstatus: null, wave_Link_Contact_Contact: [] } });
    expect(screen.getByText("External user identifier")).toBeVisible();
    expect(screen.getByText("wavecnct_clx0demo0000abcd1234efgh")).toBeVisible();
    await expectNoFindings(view);
  });

  it("while it loads: it says so", async () => {
    const view = await stage({ read: () => new Promise<never>(() => undefined) });
    expect(screen.getByText("Loading the sync status")).toBeVisible();
    expect(screen.queryByRole("button")).toBeNull();
    await expectNoFindings(view);
  });

  it("while it works: progress, a way to stop watching, buttons that stay in reach", async () => {
    const view = await stage({ transport: new FakeTransport().finds(workingRow()) });
    await view.user.click(button("Sync to Wave"));
    await settle(1_000);
    expect(said()).toBe("Syncing…");
    expect(screen.getByRole("progressbar", { name: "Syncing…" })).toBeInTheDocument();
    expect(button("Hide progress")).toBeEnabled();
    expect(button("Sync to Wave")).toHaveAttribute("aria-disabled", "true");
    await expectNoFindings(view);
  });

  it("a failed record: what happened, what to do, and the reference for support", async () => {
    const problem = {
      wave_linkstatus: SyncStatus.Failed,
      wave_code: "SYSTEM_REJECTED",
      wave_message: "Wave refused the website.",
      wave_nextstep: "Correct the website, then push again.",
      wave_correlationid: "5d0f6f4c-0000-4000-8000-000000000001",
    };
    const view = await stage({ row: contactRow({ wave_syncstatus: SyncStatus.Failed }, [linkRow(problem)]) });
    expect(screen.getByText("Not synced")).toBeVisible();
    expect(screen.getByText("Wave refused the website.")).toBeVisible();
    expect(screen.getByText("Correct the website, then push again.")).toBeVisible();
    expect(screen.getByText(/SYSTEM_REJECTED · Reference 5d0f6f4c/)).toBeVisible();
    expect(button("Copy: Reference")).toBeEnabled();
    await expectNoFindings(view);
  });

  it.each([
    ["IGNORED", "Someone chose not to sync this record.", 'To include it again, select "Sync to Wave".'],
    ["OUT_OF_SCOPE", /isn't in the view that defines/, /To sync it anyway, select "Sync to Wave"/],
  ])(
    "on hold because of %s: says so and how to sync it again, and speaks of no failure",
    async (code, what, next) => {
      const [records, mappings] = answersFor(
        contactRow({ wave_syncstatus: SyncStatus.Parked }, [
          linkRow({ wave_linkstatus: SyncStatus.Parked, wave_code: code }),
        ]),
      );
      const view = await stage({ read: async () => snapshotOf([records!, mappings!, []], "Wave") });
      expect(screen.getByText("On hold")).toBeVisible();
      expect(screen.getByText(what)).toBeVisible();
      expect(screen.getByText(next)).toBeVisible();
      expect(screen.queryByText(/failed/)).toBeNull();
      expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
      await expectNoFindings(view);
    },
  );

  it("a record without a link that somebody chose to ignore: says so, whatever the row still says", async () => {
    const [records, mappings] = answersFor(contactRow({ wave_syncstatus: SyncStatus.NeedsAttention }, []));
    const ignored = {
      wave_code: "NAME_TAKEN",
      wave_message: "Taken.",
      wave_issuestatus: IssueStatus.Ignored,
    };
    await stage({ read: async () => snapshotOf([records!, mappings!, [ignored]], "Wave") });
    expect(screen.getByText("Someone chose not to sync this record.")).toBeVisible();
    expect(screen.getByText('To include it again, select "Sync to Wave".')).toBeVisible();
    expect(screen.queryByText("Taken.")).toBeNull();
    expect(screen.queryByRole("button", { name: "Open the issue" })).toBeNull();
  });

  it("the connector down: said within five seconds, with a cure and a retry, the rest stays usable", async () => {
    const transport = new FakeTransport().callEnds(new Promise<void>(() => undefined));
    const view = await stage({ transport });
    await view.user.click(button("Sync to Wave"));
    await settle(4_999);
    expect(screen.getByText("Can't reach Wave Sync.")).toBeVisible();
    expect(button("Try again")).toBeEnabled();
    expect(button("Preview")).not.toHaveAttribute("aria-disabled", "true");
    await expectNoFindings(view);
  });

  it("a read-only form: preview yes, push and pull no, and why", async () => {
    const view = await stage({ props: { readOnly: true } });
    expect(button("Preview")).not.toHaveAttribute("aria-disabled", "true");
    for (const name of ["Sync to Wave", "Sync from Wave"]) {
      expect(button(name)).toHaveAttribute("aria-disabled", "true");
      expect(button(name)).toHaveAccessibleDescription(/read-only/);
    }
    await expectNoFindings(view);
  });

  it("without the privilege to ask: status yes, buttons no, and whom to ask", async () => {
    const view = await stage({ props: { mayAct: false } });
    expect(screen.getByText("In sync")).toBeVisible();
    expect(button("Sync to Wave")).toHaveAccessibleDescription(/Wave Sync User/);
    await view.user.click(button("Sync to Wave"));
    expect(view.transport.executed).toHaveLength(0);
    await expectNoFindings(view);
  });

  it("without the privilege to read: whom to ask, and no error in red", async () => {
    const view = await stage({ read: refuse("NO_PRIVILEGE") });
    expect(screen.getByText("No access to Wave Sync")).toBeVisible();
    expect(said()).toContain("security role “Wave Sync User”");
    expect(screen.queryByRole("button")).toBeNull();
    await expectNoFindings(view);
  });

  it("offline with a known status: it stays, the buttons say why they are closed", async () => {
    const view = await stage();
    view.update({ hostOffline: true });
    expect(screen.getByText("In sync")).toBeVisible();
    expect(button("Sync to Wave")).toHaveAccessibleDescription(/offline/i);
    await expectNoFindings(view);
  });

  it("offline from the start: says so, and reads once the network is back", async () => {
    const online = jest.spyOn(navigator, "onLine", "get").mockReturnValue(false);
    const view = await stage({ read: refuse("OFFLINE") });
    expect(screen.getByText("You're offline", { exact: true })).toBeVisible();
    expect(view.read).toHaveBeenCalledTimes(1);
    online.mockReturnValue(true);
    act(() => void window.dispatchEvent(new Event("online")));
    await settle();
    expect(view.read).toHaveBeenCalledTimes(2);
    online.mockRestore();
    await expectNoFindings(view);
  });

  it("a status that cannot be read: what to do, and a retry that reads again", async () => {
    const view = await stage({ read: refuse("DATAVERSE_UNAVAILABLE") });
    expect(screen.getByText("Status unknown")).toBeVisible();
    await view.user.click(button("Try again"));
    await settle();
    expect(view.read).toHaveBeenCalledTimes(2);
    await expectNoFindings(view);
  });

  it("several systems: each with its own status, IDs and buttons", async () => {
    const front = linkRow(
      {
        wave_linkid: "10000000-0000-4000-8000-000000000002",
        wave_externalid: "acc_91",
        wave_linkstatus: SyncStatus.Conflict,
        wave_code: "CONFLICT",
        wave_message: "Both sides changed the city.",
      },
      {
        wave_connectionid: "c0000000-0000-4000-8000-000000000002",
        wave_name: "Front",
        wave_connectionstatus: ConnectionStatus.NeedsSignIn,
      },
    );
    const view = await stage({
      row: contactRow({ wave_syncstatus: SyncStatus.Conflict }, [linkRow(), front]),
    });
    expect(screen.getByRole("group", { name: "Front" })).toHaveTextContent("Sign-in needed");
    expect(screen.getByRole("group", { name: "Wave" })).toHaveTextContent(
      "wavecnct_clx0demo0000abcd1234efgh",
    );
    expect(screen.getByRole("group", { name: "Front" })).not.toHaveTextContent("wavecnct_");
    expect(screen.getByText(/sign in to Front again/)).toBeVisible();
    expect(screen.getByRole("group", { name: "Front" })).toHaveTextContent("Both sides changed the city.");
    expect(button("Sync to Front")).toBeEnabled();
    await expectNoFindings(view);
  });

  it("a preview: the table, with what would happen and why", async () => {
    const row = finishedRow([{ recordId: CONTACT_ID, outcome: "updated", fields: FIELDS }]);
    const view = await stage({ transport: new FakeTransport().finds(row) });
    await view.user.click(button("Preview"));
    await settle(300);
    expect(screen.getByRole("table", { name: /Dynamics and Wave, field by field/ })).toBeInTheDocument();
    await expectNoFindings(view);
  });

  it.each([
    ["InSync", "In sync"],
    ["Pending", "Waiting to sync"],
    ["Working", "Waiting to sync"],
    ["Failed", "Not synced"],
    ["Conflict", "Conflict"],
    ["NeedsAttention", "Needs attention"],
    ["Parked", "On hold"],
  ] as const)("status %s has its word: %s", async (status, word) => {
    await stage({ row: { wave_syncstatus: SyncStatus[status] } });
    expect(screen.getByText(word)).toBeVisible();
  });

  it("on another table it says where it belongs, and reads nothing", async () => {
    const view = await stage({ props: { record: { table: "lead", id: CONTACT_ID } } });
    expect(screen.getByText("No record to show")).toBeVisible();
    expect(view.read).not.toHaveBeenCalled();
    await expectNoFindings(view);
  });
});
