import { screen } from "@testing-library/react";
import { openChannel, type Message } from "../../webresources/client";
import { useFakeBroadcastChannel } from "../webresources/support/fake-broadcast";
import { finishedRow } from "../webresources/support/fake-rows";
import { FakeTransport } from "../webresources/support/fake-transport";
import { button, settle, stage } from "./support/panel";
import { CONTACT_ID, linkRow, NOW } from "./support/samples";

const NO_FORM = 250;
const line = { id: "reason", kind: "manual", column: "reason", direction: "toSystem" };
const FIELD_MAP = JSON.stringify({ version: 1, lines: [line] });
const row = { wave_Link_Contact_Contact: [linkRow({ wave_Mapping: { wave_fieldmap: FIELD_MAP } })] };
const pushed = () => new FakeTransport().finds(finishedRow([{ recordId: CONTACT_ID, outcome: "updated" }]));
const valuesIn = (transport: FakeTransport) =>
  (transport.executed[0] as unknown as { Values?: string }).Values;

describe("values asked for before a sync", () => {
  useFakeBroadcastChannel();
  beforeEach(() => jest.useFakeTimers({ now: NOW }));
  afterEach(() => jest.useRealTimers());

  /** A form script that answers what it is asked for. */
  function formScript(given: { readonly values?: string; readonly canceled?: boolean }): Message[] {
    const heard: Message[] = [];
    const channel = openChannel();
    channel.listen("contact", CONTACT_ID, (message) => {
      heard.push(message);
      const { table, recordId, operationId } = message;
      const about = { table, recordId, operationId };
      if (message.type === "saveWanted") channel.send({ type: "saved", ok: true, ...about });
      if (message.type === "valuesWanted") {
        channel.send({ type: "formBusy", ...about });
        setTimeout(() => channel.send({ type: "valuesGiven", ...given, ...about }), 60_000);
      }
    });
    return heard;
  }

  it("the form script asks, for as long as the person takes, and what she gave is sent along", async () => {
    const heard = formScript({ values: '{"reason":"Trade fair"}' });
    const view = await stage({ row, transport: pushed() });
    await view.user.click(button("Sync to Wave"));
    await settle(30_000);
    expect(view.transport.executed).toHaveLength(0);
    await settle(31_000);
    expect(heard.find(({ type }) => type === "valuesWanted")).toMatchObject({ kind: "push" });
    expect(valuesIn(view.transport)).toBe('{"reason":"Trade fair"}');
  });

  it("cancelled, nothing is sent and the panel is as it was", async () => {
    formScript({ canceled: true });
    const view = await stage({ row, transport: pushed() });
    await view.user.click(button("Sync to Wave"));
    await settle(61_000);
    expect(view.transport.executed).toHaveLength(0);
    expect(screen.getByText("In sync")).toBeVisible();
    expect(button("Sync to Wave")).not.toHaveAttribute("aria-disabled", "true");
  });

  it("on a form without our script nobody is asked, and the rest is synced", async () => {
    const view = await stage({ row, transport: pushed() });
    await view.user.click(button("Sync to Wave"));
    await settle(2 * NO_FORM);
    expect(view.transport.executed).toHaveLength(1);
    expect(valuesIn(view.transport)).toBeUndefined();
  });

  it("a mapping without such lines, and a preview, ask for nothing", async () => {
    const heard = formScript({ canceled: true });
    const plain = await stage({ transport: pushed() });
    await plain.user.click(button("Sync to Wave"));
    await settle(NO_FORM);
    expect(plain.transport.executed).toHaveLength(1);
    expect(heard.some(({ type }) => type === "valuesWanted")).toBe(false);
  });
});
