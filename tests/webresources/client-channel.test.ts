import { ask, openChannel, askForm, type Message } from "../../webresources/client";
import { FakeBroadcastChannel, useFakeBroadcastChannel } from "./support/fake-broadcast";

const ABOUT = {
  table: "contact",
  recordId: "22222222-2222-4222-8222-222222222222",
  operationId: "11111111-1111-4111-8111-111111111111",
};
const started: Message = { type: "started", kind: "push", by: "ribbon", ...ABOUT };

describe("panel, ribbon and form script talk to each other", () => {
  useFakeBroadcastChannel();

  it("about the record they share, however its id is spelled", () => {
    const heard: Message[] = [];
    openChannel().listen("contact", `{${ABOUT.recordId.toUpperCase()}}`, (message) => heard.push(message));
    openChannel().send(started);
    expect(heard).toEqual([expect.objectContaining(started)]);
  });

  it("and hear nothing of other records and tables", () => {
    const heard: Message[] = [];
    const channel = openChannel();
    channel.listen("contact", "33333333-3333-4333-8333-333333333333", (message) => heard.push(message));
    channel.listen("account", ABOUT.recordId, (message) => heard.push(message));
    openChannel().send(started);
    expect(heard).toEqual([]);
  });

  it("news reach other tabs, requests do not", () => {
    const heard: string[] = [];
    openChannel("tab 1").listen("contact", ABOUT.recordId, (message) => heard.push(message.type));
    const other = openChannel("tab 2");
    other.send(started);
    other.send({ type: "previewWanted", ...ABOUT });
    other.send({ type: "saveWanted", ...ABOUT });
    expect(heard).toEqual(["started"]);
  });

  it("stop listening when told to, and closing is quiet", () => {
    const heard: Message[] = [];
    const channel = openChannel();
    const stop = channel.listen("contact", ABOUT.recordId, (message) => heard.push(message));
    stop();
    const other = openChannel();
    other.send(started);
    other.close();
    expect(() => other.send(started)).not.toThrow();
    expect(heard).toEqual([]);
    channel.close();
    expect(FakeBroadcastChannel.open.size).toBe(0);
  });

  it("without BroadcastChannel nothing is sent, and nothing breaks", () => {
    Reflect.deleteProperty(globalThis, "BroadcastChannel");
    const channel = openChannel();
    expect(() => {
      channel.listen("contact", ABOUT.recordId, () => undefined)();
      channel.send(started);
      channel.close();
    }).not.toThrow();
  });
});

describe("asking the other side", () => {
  useFakeBroadcastChannel();
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it("gives the answer to this question, and no other", async () => {
    const panel = openChannel();
    panel.listen("contact", ABOUT.recordId, (message) => {
      panel.send({ ...message, type: "previewTaken", operationId: "another" });
      panel.send({ ...message, type: "previewTaken" } as Message);
    });
    const answer = ask(
      openChannel(),
      { type: "previewWanted", ...ABOUT },
      (reply) => reply.type === "previewTaken",
    );
    expect(await answer).toMatchObject({ type: "previewTaken", operationId: ABOUT.operationId });
  });

  it("gives nothing when nobody is there, after a fifth of a second", async () => {
    const answer = ask(openChannel(), { type: "previewWanted", ...ABOUT }, () => true);
    await jest.advanceTimersByTimeAsync(200);
    expect(await answer).toBeUndefined();
  });

  it("a form that is not ours holds nothing up", async () => {
    const reply = askForm(openChannel(), { type: "saveWanted", ...ABOUT });
    await jest.advanceTimersByTimeAsync(200);
    expect(await reply).toBeUndefined();
  });

  it.each([true, false])("waits for a form that is saving; saved: %s", async (ok) => {
    const form = openChannel();
    form.listen("contact", ABOUT.recordId, (message) => {
      if (message.type !== "saveWanted") return;
      form.send({ type: "formBusy", ...ABOUT });
      setTimeout(() => form.send({ type: "saved", ok, ...ABOUT }), 5_000);
    });
    const reply = askForm(openChannel(), { type: "saveWanted", ...ABOUT });
    await jest.advanceTimersByTimeAsync(5_000);
    expect(await reply).toMatchObject({ ok });
    expect(jest.getTimerCount()).toBe(0);
  });
});
