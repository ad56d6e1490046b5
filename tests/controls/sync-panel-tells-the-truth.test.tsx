import { screen, within } from "@testing-library/react";
import { ConnectionStatus } from "../../core/generated/schema";
import { snapshotOf, type Snapshot } from "../../controls/SyncPanel/adapters/snapshot";
import { openChannel, type Message } from "../../webresources/client";
import { useFakeBroadcastChannel } from "../webresources/support/fake-broadcast";
import { failedRow, finishedRow } from "../webresources/support/fake-rows";
import { FakeTransport } from "../webresources/support/fake-transport";
import { button, said, settle, stage } from "./support/panel";
import { answersFor, contactRow, CONTACT_ID, FIELDS, linkRow, NOW, SYNCED_ON } from "./support/samples";

const AGREED = { jobtitle: "Buyer", websiteurl: null };
const ABOUT = { table: "contact", recordId: CONTACT_ID, operationId: "" };
const shot = (row: object, agreed = AGREED) =>
  snapshotOf(answersFor({ ...contactRow(), jobtitle: "Buyer", ...row }, agreed), "Wave");
const brought = (snapshot: Snapshot): Snapshot => ({
  ...snapshot,
  links: snapshot.links.map((link) => ({
    ...link,
    brought: { on: "2026-09-19T10:17:00Z", columns: ["jobtitle"] },
  })),
});
const stopped = (status: keyof typeof ConnectionStatus) =>
  contactRow({}, [linkRow({}, { wave_connectionstatus: ConnectionStatus[status] })]);

describe("green only where nothing is known to differ", () => {
  useFakeBroadcastChannel();
  beforeEach(() => jest.useFakeTimers({ now: NOW }));
  afterEach(() => jest.useRealTimers());

  it("an edit that was not sent yet is told by name, whatever the stored status says", async () => {
    await stage({ row: { jobtitle: "Head", websiteurl: "https://a.example" }, agreed: AGREED });
    await settle();
    expect(screen.getByText("Waiting to sync")).toBeVisible();
    expect(screen.getByText("Not synced yet: Job Title and Website")).toBeVisible();
    expect(screen.queryByText("In sync")).toBeNull();
  });

  it("after a push that failed, nothing green stands above the red", async () => {
    const row = failedRow("SYSTEM_UNREACHABLE", "Wave does not answer.", "Try again.");
    const view = await stage({ transport: new FakeTransport().finds(row) });
    await view.user.click(button("Sync to Wave"));
    await settle(500);
    expect(screen.getByText("Wave does not answer.")).toBeVisible();
    expect(screen.getByText("Status unknown")).toBeVisible();
    expect(screen.queryByText("In sync")).toBeNull();
  });

  it("a preview that finds differences is not in sync, one that finds none is", async () => {
    const answer = (fields: typeof FIELDS) =>
      finishedRow([{ recordId: CONTACT_ID, outcome: "updated", fields }]);
    const view = await stage({ transport: new FakeTransport().finds(answer(FIELDS)) });
    await view.user.click(button("Preview"));
    await settle(500);
    expect(screen.getByText("Waiting to sync")).toBeVisible();
    expect(screen.queryByText("In sync")).toBeNull();
    view.container.remove();
    const same = await stage({ transport: new FakeTransport().finds(answer(FIELDS.slice(0, 2))) });
    await same.user.click(within(same.container).getByRole("button", { name: "Preview" }));
    await settle(500);
    expect(within(same.container).getByText("In sync")).toBeVisible();
  });

  it.each([
    ["Paused", "Sync is paused", /paused the connection to Wave/],
    ["Disconnected", "Disconnected", /disconnected from Wave/],
    ["NeedsSignIn", "Sign-in needed", /sign in to Wave again/],
  ] as const)("%s: the status says so, and the buttons why they are closed", async (status, word, why) => {
    const view = await stage({ row: stopped(status) });
    expect(screen.getByText(word)).toBeVisible();
    expect(screen.queryByText("In sync")).toBeNull();
    expect(screen.queryByText("This record couldn't be synced, or not completely.")).toBeNull();
    for (const name of ["Sync to Wave", "Sync from Wave", "Preview"]) {
      expect(button(name)).toHaveAttribute("aria-disabled", "true");
      expect(button(name)).toHaveAccessibleDescription(why);
    }
    await view.user.click(button("Sync to Wave"));
    expect(view.transport.executed).toHaveLength(0);
  });

  it("where nothing is connected for this kind of record, the buttons say so instead of failing", async () => {
    const none = snapshotOf([[contactRow({ wave_syncstatus: null }, [])], [], []], "Wave");
    await stage({ read: async () => none as never });
    expect(button("Sync to the other system")).toHaveAccessibleDescription(
      /No connected system syncs this type of record/,
    );
  });

  it("saved: on its way, then there, by itself, and how quickly", async () => {
    const reads = [
      shot({}),
      shot({ jobtitle: "Head", modifiedon: "2026-09-19T10:16:00Z" }),
      shot({ jobtitle: "Head", modifiedon: "2026-09-19T10:16:00Z" }),
      shot({ jobtitle: "Head", wave_syncedon: "2026-09-19T10:16:01Z" }, { ...AGREED, jobtitle: "Head" }),
    ];
    const view = await stage({ read: async () => (reads.length > 1 ? reads.shift()! : reads[0]!) as never });
    expect(screen.getByText("In sync")).toBeVisible();
    openChannel().send({ type: "rowSaved", ...ABOUT });
    await settle();
    expect(screen.getByText("Sending to Wave…")).toBeVisible();
    expect(screen.getByText("Not synced yet: Job Title")).toBeVisible();
    await settle(200);
    await settle(200);
    expect(screen.getByText("In sync")).toBeVisible();
    expect(view.container.querySelector("[data-wave-arrived]")).toHaveTextContent("In Wave, 0.4 s");
    expect(said()).toBe("In Wave, 0.4 s");
    view.destroy();
  });

  it("saved after something went wrong: what was said of it is over", async () => {
    const row = failedRow("SYSTEM_UNREACHABLE", "Wave does not answer.", "Try again.");
    const view = await stage({ transport: new FakeTransport().finds(row) });
    await view.user.click(button("Sync to Wave"));
    await settle(500);
    expect(screen.getByText("Wave does not answer.")).toBeVisible();
    openChannel().send({ type: "rowSaved", ...ABOUT });
    await settle();
    expect(screen.queryByText("Wave does not answer.")).toBeNull();
    expect(screen.getByText("In sync")).toBeVisible();
  });

  it("saved without anything that is mapped: nothing is sent, and nothing is said of it", async () => {
    await stage({ row: { jobtitle: "Buyer" }, agreed: AGREED });
    openChannel().send({ type: "rowSaved", ...ABOUT });
    await settle();
    expect(screen.getByText("In sync")).toBeVisible();
    expect(screen.queryByText(/^In Wave,/)).toBeNull();
  });

  it("changed elsewhere while the form is open: the form is asked to show it", async () => {
    const heard: Message[] = [];
    const form = openChannel();
    form.listen("contact", CONTACT_ID, (message) => heard.push(message));
    const reads = [shot({}), shot({ jobtitle: "Chief" }, { ...AGREED, jobtitle: "Chief" })];
    await stage({ read: async () => (reads.length > 1 ? reads.shift()! : reads[0]!) as never });
    await settle(15_000);
    expect(heard.map(({ type }) => type)).toContain("rowChanged");
    expect(screen.getByText("In sync")).toBeVisible();
  });

  it("what comes from the other side is named, and shown when asked for; with unsaved changes it says so and stays", async () => {
    const heard: Message[] = [];
    const form = openChannel();
    form.listen("contact", CONTACT_ID, (message) => heard.push(message));
    const reads = [shot({}), brought(shot({ jobtitle: "Chief" }, { ...AGREED, jobtitle: "Chief" }))];
    const view = await stage({
      read: async () => (reads.length > 1 ? reads.shift()! : reads[0]!) as never,
    });
    await settle(5_000);
    await settle();
    expect(button("Show")).toBeVisible();
    expect(said()).toBe("Changed in Wave: Job Title");
    form.send({ type: "formRefreshed", ok: false, ...ABOUT });
    await settle();
    expect(screen.getByText(/You have unsaved changes/)).toBeVisible();
    await view.user.click(button("Show"));
    expect(heard.at(-1)).toMatchObject({ type: "showWanted", columns: ["jobtitle"] });
    expect(said()).toBe("Changed in Wave: Job Title");
    form.send({ type: "formRefreshed", ok: true, ...ABOUT });
    await settle();
    await view.user.click(button("Show"));
    expect(screen.queryByText("Changed in Wave: Job Title")).toBeNull();
  });

  it("what does not arrive is said to be late, that it is safe, and what to do", async () => {
    const reads = [shot({}), shot({ jobtitle: "Head" })];
    const view = await stage({ read: async () => (reads.length > 1 ? reads.shift()! : reads[0]!) as never });
    openChannel().send({ type: "rowSaved", on: Date.now(), ...ABOUT });
    await settle(9_000);
    expect(screen.getByText("Sending to Wave…")).toBeVisible();
    expect(screen.queryByText("This is taking longer than usual.")).toBeNull();
    await settle(20_000);
    expect(screen.getByText("Waiting to sync")).toBeVisible();
    expect(screen.getByText("This is taking longer than usual.")).toBeVisible();
    expect(screen.getByText(/Your change is saved in Dynamics/)).toBeVisible();
    view.destroy();
  });

  it("an open form nothing happens to is looked at ever more rarely", async () => {
    const view = await stage({ row: { jobtitle: "Buyer" }, agreed: AGREED });
    const looksIn = async (minutes: number) => {
      const before = view.read.mock.calls.length;
      for (let second = 0; second < minutes * 60; second++) await settle(1_000);
      return view.read.mock.calls.length - before;
    };
    const first = await looksIn(2);
    expect(first).toBeGreaterThan(5);
    expect(first).toBeLessThan(13);
    await looksIn(8);
    expect(await looksIn(10)).toBeLessThan(11);
    view.destroy();
  });

  it("a form out of sight is not looked at; back in sight it is at once", async () => {
    const sight = jest.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
    const view = await stage({ row: { wave_syncedon: SYNCED_ON } });
    await settle(120_000);
    expect(view.read).toHaveBeenCalledTimes(1);
    sight.mockReturnValue("visible");
    document.dispatchEvent(new Event("visibilitychange"));
    await settle(10);
    expect(view.read).toHaveBeenCalledTimes(2);
    sight.mockRestore();
  });

  it("a look that fails is nobody's to hear of, and the next one comes", async () => {
    let looks = 0;
    const view = await stage({
      read: async () => {
        if (looks++ === 1) throw new TypeError("network");
        return shot({ jobtitle: "Head" }) as never;
      },
    });
    for (let look = 0; look < 4; look++) await settle(600);
    expect(view.read.mock.calls.length).toBeGreaterThan(2);
    expect(screen.queryByText("Something went wrong.")).toBeNull();
  });
});
