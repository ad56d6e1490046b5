import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { SyncPanel } from "../../controls/SyncPanel";
import type { PanelContext } from "../../controls/SyncPanel/inputs";
import { FakeBroadcastChannel, useFakeBroadcastChannel } from "../webresources/support/fake-broadcast";
import { workingRow } from "../webresources/support/fake-rows";
import { fakeContext } from "./support/context";
import { asBatch, CONTACT_ID } from "./support/samples";

const settle = (milliseconds = 0) =>
  act(async () => void (await jest.advanceTimersByTimeAsync(milliseconds)));

function start(context: PanelContext) {
  const control = new SyncPanel();
  control.init(context);
  const view = render(control.updateView(context));
  return {
    control,
    update: (next: PanelContext) => view.rerender(control.updateView(next)),
    unmount: view.unmount,
  };
}

describe("the control in the framework's hands", () => {
  useFakeBroadcastChannel();
  const execute = jest.fn();
  const look = jest.fn();

  beforeEach(() => {
    jest.useFakeTimers();
    execute.mockReset().mockResolvedValue({ ok: true, status: 204 });
    look.mockReset().mockResolvedValue({ entities: [workingRow()] });
    const getClientUrl = () => location.origin;
    Object.assign(globalThis, {
      Xrm: {
        WebApi: { online: { execute }, retrieveMultipleRecords: look, createRecord: jest.fn() },
        Utility: { getGlobalContext: () => ({ getClientUrl }) },
      },
    });
  });
  afterEach(() => {
    jest.useRealTimers();
    Reflect.deleteProperty(globalThis, "Xrm");
  });

  it("opening a form costs exactly one request, however often the framework updates the view", async () => {
    const { context, fetched, retrieveMultipleRecords } = fakeContext();
    const { update } = start(context);
    update(context);
    await settle();
    const again = fakeContext();
    update(again.context);
    await settle(1_000);
    expect(fetched.mock.calls).toEqual([["/api/data/v9.2/$batch", expect.anything()]]);
    expect(again.fetched).not.toHaveBeenCalled();
    expect(retrieveMultipleRecords).not.toHaveBeenCalled();
    expect(look).not.toHaveBeenCalled();
    expect(execute).not.toHaveBeenCalled();
    expect(screen.getByText("In sync")).toBeTruthy();
  });

  it("init asks nothing: the first request comes with the first view", () => {
    const { context, fetched } = fakeContext();
    new SyncPanel().init(context);
    expect(fetched).not.toHaveBeenCalled();
  });

  it("asks whether the person may create operations, and takes a host that cannot say for a yes", async () => {
    const no = fakeContext({ mayCreateOperations: false });
    const first = start(no.context);
    await settle();
    expect(no.hasEntityPrivilege).toHaveBeenCalledWith("wave_operation", 1, 0);
    expect(screen.getByRole("button", { name: "Sync to Wave" }).getAttribute("aria-disabled")).toBe("true");
    first.unmount();

    start(fakeContext({ mayCreateOperations: "unknown" }).context);
    await settle();
    expect(screen.getByRole("button", { name: "Sync to Wave" }).getAttribute("aria-disabled")).toBeNull();
  });

  it("speaks the language of the user's resources and asks for answers in it", async () => {
    start(fakeContext({ language: "1036" }).context);
    await settle();
    await userEvent
      .setup({ advanceTimers: jest.advanceTimersByTime })
      .click(screen.getByRole("button", { name: "Envoyer vers Wave" }));
    await settle(300);
    expect(execute.mock.calls[0][0]).toMatchObject({ Language: 1036, RecordIds: [CONTACT_ID] });
  });

  it("destroyed while it watches, it asks nothing more, listens to nothing, and leaves no timer", async () => {
    const { control, unmount } = start(fakeContext().context);
    await settle();
    await userEvent
      .setup({ advanceTimers: jest.advanceTimersByTime })
      .click(screen.getByRole("button", { name: "Sync to Wave" }));
    await settle(1_000);
    control.destroy();
    const looks = look.mock.calls.length;
    await settle(30_000);
    expect(look).toHaveBeenCalledTimes(looks);
    expect(FakeBroadcastChannel.open.size).toBe(0);
    unmount();
    expect(jest.getTimerCount()).toBe(0);
  });

  it("destroyed before its first answer, it stays quiet when the answer comes", async () => {
    const error = jest.spyOn(console, "error").mockImplementation(() => undefined);
    const { context, fetched } = fakeContext();
    let answer: (value: Response) => void = () => undefined;
    fetched.mockReturnValue(new Promise((resolve) => (answer = resolve)));
    const { control, unmount } = start(context);
    unmount();
    control.destroy();
    answer(asBatch([[], [], []]));
    await settle();
    expect(error).not.toHaveBeenCalled();
    error.mockRestore();
  });

  it("writes nothing back to the form", () => {
    expect(new SyncPanel().getOutputs()).toEqual({});
  });

  it("a bound column the person may not read says nothing", async () => {
    const { context } = fakeContext();
    Object.assign(context.parameters.status, { security: { readable: false } });
    start(context);
    await settle();
    expect(screen.getByText("In sync")).toBeTruthy();
  });
});
