import { act, screen } from "@testing-library/react";
import { Direction } from "../../core/generated/schema";
import { answerOf, openChannel, type Message } from "../../webresources/client";
import { useFakeBroadcastChannel } from "../webresources/support/fake-broadcast";
import { finishedRow } from "../webresources/support/fake-rows";
import { FakeTransport } from "../webresources/support/fake-transport";
import { button, said, settle, stage } from "./support/panel";
import { CONTACT_ID, contactRow, FIELDS, linkRow, NOW } from "./support/samples";

const ID = "11111111-1111-4111-8111-111111111111";
const ABOUT = { table: "contact", recordId: CONTACT_ID, operationId: ID };
const row = finishedRow([{ recordId: CONTACT_ID, outcome: "updated", fields: FIELDS }]);
const answer = answerOf(ID, row);

/** What the ribbon sends, from its own frame. */
const ribbon = async (...messages: Message[]) => {
  const channel = openChannel();
  act(() => messages.forEach((message) => channel.send(message)));
  await settle();
};

describe("panel and ribbon", () => {
  useFakeBroadcastChannel();
  beforeEach(() => jest.useFakeTimers({ now: NOW }));
  afterEach(() => jest.useRealTimers());

  it("a push from the ribbon shows on the panel as it happens", async () => {
    const view = await stage();
    await ribbon({ type: "started", kind: "push", by: "ribbon", ...ABOUT });
    expect(said()).toBe("Syncing…");
    expect(screen.getByText("Started from the command bar")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Hide progress" })).toBeNull();
    expect(button("Sync to Wave")).toHaveAttribute("aria-disabled", "true");

    await ribbon({ type: "finished", kind: "push", by: "ribbon", answer, ...ABOUT });
    expect(screen.getByRole("row", { name: /Job Title/ })).toHaveTextContent("Updated in Wave");
    expect(view.read).toHaveBeenCalledTimes(2);
  });

  it("tells what can be asked for, so that the command bar offers nothing that its mapping never does", async () => {
    const heard: Message[] = [];
    openChannel().listen("contact", CONTACT_ID, (message) => heard.push(message));
    await stage({
      row: contactRow({}, [linkRow({ wave_Mapping: { wave_direction: Direction.ToSystem } })]),
    });
    expect(heard).toEqual([expect.objectContaining({ type: "kindsKnown", kinds: ["push", "preview"] })]);
  });

  it("does not take the focus from what the person does meanwhile", async () => {
    await stage();
    button("Copy: ID in Wave").focus();
    await ribbon({ type: "finished", kind: "push", by: "ribbon", answer, ...ABOUT });
    expect(button("Copy: ID in Wave")).toHaveFocus();
  });

  it("a push that did not get through leaves the panel as it was, freshly read", async () => {
    const view = await stage();
    await ribbon(
      { type: "started", kind: "push", by: "ribbon", ...ABOUT },
      { type: "finished", kind: "push", by: "ribbon", ...ABOUT },
    );
    expect(button("Sync to Wave")).not.toHaveAttribute("aria-disabled", "true");
    expect(view.read).toHaveBeenCalledTimes(2);
  });

  it("an end that is never told does not keep the panel working for ever", async () => {
    const view = await stage();
    await ribbon({ type: "started", kind: "push", by: "ribbon", ...ABOUT });
    await settle(70_000);
    expect(button("Sync to Wave")).not.toHaveAttribute("aria-disabled", "true");
    expect(view.read).toHaveBeenCalledTimes(2);
  });

  it("takes a preview over from the ribbon, under the ribbon's OperationId, and brings it into view", async () => {
    const view = await stage({ transport: new FakeTransport().finds(row) });
    const heard: string[] = [];
    openChannel().listen("contact", CONTACT_ID, (message) => heard.push(message.type));
    await ribbon({ type: "previewWanted", ...ABOUT });
    await settle(250);
    expect(heard).toContain("previewTaken");
    expect(view.transport.executed.map((request) => request.OperationId)).toEqual([ID]);
    expect(screen.getByRole("heading", { name: "Preview" })).toHaveFocus();
  });

  it.each([
    ["the person may not ask", { mayAct: false }],
    ["the panel is offline", { hostOffline: true }],
  ])("leaves a preview to the ribbon when %s", async (_case, props) => {
    const view = await stage({ props });
    const heard: string[] = [];
    openChannel().listen("contact", CONTACT_ID, (message) => heard.push(message.type));
    await ribbon({ type: "previewWanted", ...ABOUT });
    await settle(250);
    expect(heard).not.toContain("previewTaken");
    expect(view.transport.executed).toHaveLength(0);
  });

  it("leaves a preview to the ribbon when its tab is not in sight", async () => {
    const hidden = jest.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
    const view = await stage();
    await ribbon({ type: "previewWanted", ...ABOUT });
    await settle(250);
    expect(view.transport.executed).toHaveLength(0);
    hidden.mockRestore();
  });

  it("tells others when it begins and ends", async () => {
    const view = await stage({ transport: new FakeTransport().finds(row) });
    const heard: Message[] = [];
    openChannel().listen("contact", CONTACT_ID, (message) => heard.push(message));
    await view.user.click(button("Sync from Wave"));
    await settle(250);
    // What can be asked for is told with each reading.
    expect(heard.map((message) => message.type)).toEqual(["saveWanted", "started", "finished", "kindsKnown"]);
    expect(heard.at(-2)).toMatchObject({ kind: "pull", by: "panel", answer: { state: "succeeded" } });
  });
});

describe("the panel reads again", () => {
  useFakeBroadcastChannel();
  beforeEach(() => jest.useFakeTimers({ now: NOW }));
  afterEach(() => jest.useRealTimers());
  const synced = Date.parse("2026-09-19T10:14:00Z");

  it("not when the form refreshes with what it knows already", async () => {
    const view = await stage({ props: { boundStatus: "InSync" } });
    view.update({ boundStatus: "InSync", boundSyncedOn: synced });
    await settle();
    expect(view.read).toHaveBeenCalledTimes(1);
  });

  it.each([
    ["the status", { boundStatus: "Failed", boundSyncedOn: synced }],
    ["the time of the last sync", { boundStatus: "InSync", boundSyncedOn: synced + 60_000 }],
  ])("when the form shows that %s changed behind its back", async (_case, bound) => {
    const view = await stage({ props: { boundStatus: "InSync", boundSyncedOn: synced } });
    view.update(bound);
    await settle();
    expect(view.read).toHaveBeenCalledTimes(2);
  });

  it("when the form moves to another record, and forgets the first", async () => {
    const other = "33333333-3333-4333-8333-333333333333";
    const view = await stage();
    view.update({ record: { table: "contact", id: other } });
    await settle();
    expect(view.read.mock.calls).toEqual([
      ["contact", CONTACT_ID],
      ["contact", other],
    ]);
  });

  it("once, when a new record has been saved", async () => {
    const view = await stage({ props: { record: { table: "contact" } } });
    view.update({ record: { table: "contact", id: CONTACT_ID } });
    await settle();
    expect(view.read).toHaveBeenCalledTimes(1);
    expect(screen.getByText("In sync")).toBeVisible();
  });
});
