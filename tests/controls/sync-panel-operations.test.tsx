import { screen, within } from "@testing-library/react";
import { openChannel, ClientError } from "../../webresources/client";
import { useFakeBroadcastChannel } from "../webresources/support/fake-broadcast";
import { failedRow, finishedRow, workingRow } from "../webresources/support/fake-rows";
import { FakeTransport } from "../webresources/support/fake-transport";
import { button, said, settle, stage } from "./support/panel";
import { CONNECTION_ID, CONTACT_ID, FIELDS, NOW } from "./support/samples";

/** No form script of ours answers on this stage: the panel waits this long for one before it goes on. */
const NO_FORM = 250;
const preview = finishedRow([{ recordId: CONTACT_ID, outcome: "updated", fields: FIELDS }]);
const pushed = finishedRow([
  {
    recordId: CONTACT_ID,
    outcome: "updated",
    fields: FIELDS.filter((field) => field.verdict !== "writeDataverse"),
  },
]);

const row = (name: string | RegExp) => screen.getByRole("row", { name });

describe("push, pull and preview from the panel", () => {
  useFakeBroadcastChannel();
  beforeEach(() => jest.useFakeTimers({ now: NOW }));
  afterEach(() => jest.useRealTimers());

  it("a push asks once, for this record, on the link's connection, in the user's language", async () => {
    const view = await stage({ transport: new FakeTransport().finds(pushed) });
    await view.user.click(button("Sync to Wave"));
    await settle(NO_FORM);
    expect(view.transport.executed).toHaveLength(1);
    expect(view.transport.executed[0]).toMatchObject({
      Table: "contact",
      RecordIds: [CONTACT_ID],
      Connection: CONNECTION_ID,
      Language: 1033,
    });
    expect(view.transport.executed[0]?.getMetadata().operationName).toBe("wave_Push");
  });

  it("after a push the panel reads the record once more and shows what was done", async () => {
    const view = await stage({ transport: new FakeTransport().finds(pushed) });
    await view.user.click(button("Sync to Wave"));
    await settle(NO_FORM);
    expect(view.read).toHaveBeenCalledTimes(2);
    expect(screen.getByRole("group", { name: "Synced to Wave" })).toBeVisible();
    expect(row(/Job Title/)).toHaveTextContent("Updated in Wave");
    expect(said()).toBe("Synced to Wave: 1 field updated. 1 field needs your choice. 1 field skipped.");
  });

  it("a preview shows field, both sides, what would happen and why, and writes nothing", async () => {
    const view = await stage({ transport: new FakeTransport().finds(preview) });
    await view.user.click(button("Preview"));
    await settle(NO_FORM);
    expect(view.transport.executed[0]?.getMetadata().operationName).toBe("wave_Preview");
    expect(screen.getAllByRole("columnheader").map((head) => head.textContent)).toEqual([
      "Field",
      "In Dynamics",
      "In Wave",
      "What would happen",
    ]);
    const cells = within(row(/Job Title/))
      .getAllByRole("cell")
      .map((cell) => cell.textContent);
    expect(cells[0]).toContain("Head of Procurement");
    expect(cells[1]).toContain("Before: Head of Purchasing");
    expect(cells[1]).toContain("After: Head of Procurement");
    expect(cells[2]).toContain("Updates Wave");
    expect(cells[2]).toContain("Changed in Dynamics");
    expect(row(/Mobile Phone/)).toHaveTextContent("Updates Dynamics");
    expect(view.read).toHaveBeenCalledTimes(1);
    expect(
      screen.getByText(
        "2 fields would change. 1 field needs your choice. 1 field skipped. No changes have been made yet.",
      ),
    ).toBeVisible();
  });

  it("conflicts come first and are named; left-out fields say why; nothing is only a colour", async () => {
    const view = await stage({ transport: new FakeTransport().finds(preview) });
    await view.user.click(button("Preview"));
    await settle(NO_FORM);
    const rows = screen
      .getAllByRole("row")
      .slice(1)
      .map((each) => each.textContent ?? "");
    const conflicts = screen.getByRole("group", { name: "Which value do you want to keep?" });
    expect(conflicts.compareDocumentPosition(screen.getByRole("table"))).toBe(
      Node.DOCUMENT_POSITION_FOLLOWING,
    );
    expect(within(conflicts).getByRole("radiogroup", { name: "Website" })).toBeVisible();
    expect(rows.join()).not.toContain("Website");
    expect(rows[2]).toMatch(/^Owner.*\(empty\).*Skipped.*No user with this address/);
  });

  it("fields that agree are folded into one line and open on demand", async () => {
    const view = await stage({ transport: new FakeTransport().finds(preview) });
    await view.user.click(button("Preview"));
    await settle(NO_FORM);
    expect(screen.queryByRole("row", { name: /First Name/ })).toBeNull();
    const fold = button("2 fields are the same");
    expect(fold).toHaveAttribute("aria-expanded", "false");
    await view.user.click(fold);
    expect(fold).toHaveAttribute("aria-expanded", "true");
    expect(row(/First Name/)).toBeVisible();
  });

  it("the preview offers to apply it, with the number of fields, on the same connection", async () => {
    const view = await stage({ transport: new FakeTransport().finds(preview, pushed) });
    await view.user.click(button("Preview"));
    await settle(NO_FORM);
    expect(button("Sync 1 field from Wave")).toBeEnabled();
    await view.user.click(button("Sync 1 field to Wave"));
    await settle(NO_FORM);
    expect(view.transport.executed.map((request) => request.getMetadata().operationName)).toEqual([
      "wave_Preview",
      "wave_Push",
    ]);
    expect(view.transport.executed[1]).toMatchObject({ Connection: CONNECTION_ID });
  });

  it("nothing different is said as such, with nothing to apply", async () => {
    const same = FIELDS.filter((field) => field.verdict === "unchanged");
    const nothing = finishedRow([{ recordId: CONTACT_ID, outcome: "unchanged", fields: same }]);
    const view = await stage({ transport: new FakeTransport().finds(nothing) });
    await view.user.click(button("Preview"));
    await settle(NO_FORM);
    expect(said()).toBe("Preview: No differences found.");
    expect(screen.queryByRole("group", { name: "Apply the preview" })).toBeNull();
  });

  it("a double click is one click", async () => {
    const view = await stage({ transport: new FakeTransport().finds(pushed) });
    await view.user.dblClick(button("Sync to Wave"));
    await settle(NO_FORM);
    expect(view.transport.executed).toHaveLength(1);
  });

  it("a retry after the connector was down sends the same OperationId", async () => {
    const transport = new FakeTransport().callEnds(new ClientError("CONNECTOR_UNREACHABLE")).finds(pushed);
    const view = await stage({ transport });
    await view.user.click(button("Sync to Wave"));
    await settle(NO_FORM);
    await view.user.click(button("Try again"));
    await settle(NO_FORM);
    const [first, second] = transport.executed.map((request) => request.OperationId);
    expect(second).toBe(first);
    expect(screen.queryByText("Can't reach Wave Sync.")).toBeNull();
    expect(row(/Job Title/)).toHaveTextContent("Updated in Wave");
  });

  it("a retry after the system was down is a new operation: the old one has its answer", async () => {
    const down = failedRow("SYSTEM_UNREACHABLE", "Wave is down.", "Try again in a minute.");
    const transport = new FakeTransport().finds(down, pushed);
    const view = await stage({ transport });
    await view.user.click(button("Sync to Wave"));
    await settle(NO_FORM);
    expect(said()).toBe("Wave is down. Try again in a minute.");
    await view.user.click(button("Try again"));
    await settle(NO_FORM);
    const [first, second] = transport.executed.map((request) => request.OperationId);
    expect(second).not.toBe(first);
    expect(row(/Job Title/)).toHaveTextContent("Updated in Wave");
  });

  it("a refusal offers no retry: it would be refused again", async () => {
    const refused = failedRow("SYSTEM_REJECTED", "Wave refused the website.", "Correct it.");
    const view = await stage({ transport: new FakeTransport().finds(refused) });
    await view.user.click(button("Sync to Wave"));
    await settle(NO_FORM);
    expect(screen.getByText("Correct it.")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
  });

  it("a record left out says why, and not that all is the same", async () => {
    const problem = {
      code: "MATCH_AMBIGUOUS",
      message: "Two contacts fit.",
      nextStep: "Choose one in the issue.",
    };
    const skipped = finishedRow([{ recordId: CONTACT_ID, outcome: "skipped", problem, fields: [] }]);
    const view = await stage({ transport: new FakeTransport().finds(skipped) });
    await view.user.click(button("Sync to Wave"));
    await settle(NO_FORM);
    expect(screen.getByText("Two contacts fit.")).toBeVisible();
    expect(screen.queryByText("No differences found.")).toBeNull();
    expect(view.container).not.toHaveTextContent(/0$/);
  });

  it("what was done with a reservation shows both: the reservation and the table", async () => {
    const problem = { code: "VALUE_TOO_LONG", message: "Company was cut.", nextStep: "Shorten it in Wave." };
    const done = finishedRow([{ recordId: CONTACT_ID, outcome: "updated", problem, fields: FIELDS }]);
    const view = await stage({ transport: new FakeTransport().finds(done) });
    await view.user.click(button("Sync from Wave"));
    await settle(NO_FORM);
    expect(screen.getByText("Company was cut.")).toBeVisible();
    expect(row(/Mobile Phone/)).toHaveTextContent("Updated in Dynamics");
    expect(said()).toBe(
      "Synced from Wave: 2 fields updated. 1 field needs your choice. 1 field skipped. " +
        "Company was cut. Shorten it in Wave.",
    );
  });

  it("stopping to watch frees the panel; the work goes on and nothing is asked any more", async () => {
    const view = await stage({ transport: new FakeTransport().finds(workingRow()) });
    await view.user.click(button("Sync to Wave"));
    await settle(1_000);
    await view.user.click(button("Hide progress"));
    await settle();
    const looks = view.transport.queries.length;
    await settle(30_000);
    expect(view.transport.queries).toHaveLength(looks);
    expect(said()).toContain("The sync continues in the background");
    expect(button("Sync to Wave")).not.toHaveAttribute("aria-disabled", "true");
  });

  it("unsaved changes are saved by the form script before anything is sent", async () => {
    const view = await stage({ transport: new FakeTransport().finds(pushed) });
    const form = openChannel();
    form.listen("contact", CONTACT_ID, (message) => {
      if (message.type !== "saveWanted") return;
      expect(view.transport.executed).toHaveLength(0);
      form.send({ ...message, type: "saved", ok: true });
    });
    await view.user.click(button("Sync to Wave"));
    await settle();
    expect(view.transport.executed).toHaveLength(1);
  });

  it("a form that cannot be saved syncs nothing and says so", async () => {
    const view = await stage();
    const form = openChannel();
    form.listen("contact", CONTACT_ID, (message) => {
      if (message.type === "saveWanted") form.send({ ...message, type: "saved", ok: false });
    });
    await view.user.click(button("Sync to Wave"));
    await settle();
    expect(view.transport.executed).toHaveLength(0);
    expect(said()).toContain("couldn't be saved");
  });

  it.each([
    ["no form script answers", undefined, "Refresh the form to see the new values."],
    ["the form has unsaved changes", false, /Save or discard them/],
    ["the form shows them", true, undefined],
  ])("after a pull, when %s", async (_case, ok, hint) => {
    const view = await stage({ transport: new FakeTransport().finds(preview) });
    const form = openChannel();
    form.listen("contact", CONTACT_ID, (message) => {
      if (message.type === "finished" && ok !== undefined)
        form.send({ ...message, type: "formRefreshed", ok });
    });
    await view.user.click(button("Sync from Wave"));
    await settle(NO_FORM);
    if (hint) expect(screen.getByText(hint)).toBeVisible();
    else expect(screen.queryByText(/Refresh the form|Save or discard/)).toBeNull();
  });

  it("copying says whether it worked", async () => {
    const view = await stage();
    await view.user.click(button("Copy: ID in Wave"));
    await settle();
    expect(view.copy).toHaveBeenCalledWith("clx0demo0000abcd1234efgh");
    expect(button("Copied")).toBeInTheDocument();
    await settle(2_000);
    view.copy.mockRejectedValueOnce(new Error("not allowed"));
    await view.user.click(button("Copy: ID in Wave"));
    await settle();
    expect(button(/Couldn.t copy/)).toBeInTheDocument();
  });

  it("long values are cut on screen and shown whole on demand", async () => {
    const long = "Met at the fair. ".repeat(40).trim();
    const fields = [{ ...FIELDS[2]!, dataverse: long, system: "short", result: long }];
    const answer = finishedRow([{ recordId: CONTACT_ID, outcome: "updated", fields }]);
    const view = await stage({ transport: new FakeTransport().finds(answer) });
    await view.user.click(button("Preview"));
    await settle(NO_FORM);
    expect(screen.queryByText(long)).toBeNull();
    await view.user.click(screen.getAllByRole("button", { name: "Show all" })[0]!);
    expect(screen.getByText(long)).toBeVisible();
  });
});
