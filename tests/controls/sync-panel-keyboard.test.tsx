import { screen } from "@testing-library/react";
import { useFakeBroadcastChannel } from "../webresources/support/fake-broadcast";
import { finishedRow, workingRow } from "../webresources/support/fake-rows";
import { FakeTransport } from "../webresources/support/fake-transport";
import { button, settle, stage } from "./support/panel";
import { CONTACT_ID, FIELDS, NOW } from "./support/samples";

const preview = finishedRow([{ recordId: CONTACT_ID, outcome: "updated", fields: FIELDS }]);

describe("the panel by keyboard alone", () => {
  useFakeBroadcastChannel();
  beforeEach(() => jest.useFakeTimers({ now: NOW }));
  afterEach(() => jest.useRealTimers());

  it("Tab reaches everything in reading order", async () => {
    const view = await stage();
    const reached: string[] = [];
    for (let presses = 0; presses < 6; presses++) {
      await view.user.tab();
      reached.push(
        document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "",
      );
    }
    expect(reached).toEqual([
      "Copy: ID in Wave",
      "Open in Wave",
      "Copy: External user identifier",
      "Sync to Wave",
      "Sync from Wave",
      "Preview",
    ]);
  });

  it.each(["{Enter}", " "])("%p presses a button", async (key) => {
    const view = await stage({ transport: new FakeTransport().finds(preview) });
    button("Preview").focus();
    await view.user.keyboard(key);
    await settle(250);
    expect(view.transport.executed).toHaveLength(1);
  });

  it("focus goes to the result that was asked for, and back to the button when it is closed", async () => {
    const view = await stage({ transport: new FakeTransport().finds(preview) });
    button("Preview").focus();
    await view.user.keyboard("{Enter}");
    await settle(250);
    expect(screen.getByRole("heading", { name: "Preview" })).toHaveFocus();
    await view.user.tab();
    expect(button("Close: Preview")).toHaveFocus();
    await view.user.keyboard("{Enter}");
    expect(button("Preview")).toHaveFocus();
  });

  it("focus stays on the pressed button while it works, although it is closed", async () => {
    const view = await stage({ transport: new FakeTransport().finds(workingRow()) });
    button("Sync to Wave").focus();
    await view.user.keyboard("{Enter}");
    await settle(1_000);
    expect(button("Sync to Wave")).toHaveFocus();
    expect(button("Sync to Wave")).toHaveAttribute("aria-disabled", "true");
    await view.user.keyboard("{Enter}");
    expect(view.transport.executed).toHaveLength(1);
  });

  it("the folded fields open and close by keyboard", async () => {
    const view = await stage({ transport: new FakeTransport().finds(preview) });
    await view.user.click(button("Preview"));
    await settle(250);
    button("2 fields are the same").focus();
    await view.user.keyboard("{Enter}");
    expect(button("2 fields are the same")).toHaveAttribute("aria-expanded", "true");
    await view.user.keyboard(" ");
    expect(button("2 fields are the same")).toHaveAttribute("aria-expanded", "false");
  });

  it("no element jumps the order with a positive tabindex", async () => {
    const view = await stage({ transport: new FakeTransport().finds(preview) });
    await view.user.click(button("Preview"));
    await settle(250);
    const indexes = [...view.container.querySelectorAll("[tabindex]")].map((each) =>
      Number(each.getAttribute("tabindex")),
    );
    expect(Math.max(...indexes)).toBeLessThanOrEqual(0);
  });
});
