import { askForm, mayAskFor, openChannel, type Message, type RequestKind } from "../../webresources/client";
import { CONTACT_ID, published, startDynamics, type Dynamics } from "./support/dynamics";
import { useFakeBroadcastChannel } from "./support/fake-broadcast";

const ABOUT = { table: "contact", recordId: CONTACT_ID, operationId: "11111111-1111-4111-8111-111111111111" };
const settled = () => new Promise((resolve) => setImmediateLike(resolve));
const setImmediateLike = (callback: (value: unknown) => void) =>
  void Promise.resolve().then(() => setTimeout(callback, 0));

describe("the form script", () => {
  useFakeBroadcastChannel();
  let dynamics: Dynamics;
  let heard: Message[];

  beforeEach(() => {
    jest.resetModules();
    dynamics = startDynamics();
    heard = [];
  });

  async function open(): Promise<void> {
    await import("../../webresources/form");
    published("Form").onLoad?.({ getFormContext: () => dynamics.form });
    openChannel().listen("contact", CONTACT_ID, (message) => heard.push(message));
  }

  it("asks nothing of the server when a form opens", async () => {
    await open();
    expect(dynamics.retrieve).not.toHaveBeenCalled();
    expect(dynamics.execute).not.toHaveBeenCalled();
  });

  it("saves unsaved changes when the panel is about to sync", async () => {
    await open();
    dynamics.setDirty(true);
    expect(await askForm(openChannel(), { type: "saveWanted", ...ABOUT })).toMatchObject({
      type: "saved",
      ok: true,
    });
    expect(dynamics.save).toHaveBeenCalledTimes(1);
  });

  it("saves nothing when there is nothing to save", async () => {
    await open();
    expect(await askForm(openChannel(), { type: "saveWanted", ...ABOUT })).toMatchObject({
      type: "saved",
      ok: true,
    });
    expect(dynamics.save).not.toHaveBeenCalled();
  });

  it("tells the panel when the form could not be saved", async () => {
    await open();
    dynamics.setDirty(true);
    dynamics.save.mockRejectedValue({ errorCode: 1 });
    expect(await askForm(openChannel(), { type: "saveWanted", ...ABOUT })).toMatchObject({
      type: "saved",
      ok: false,
    });
  });

  it("keeps what the panel knows can be asked for, and has the commands looked at again where that is news", async () => {
    localStorage.clear();
    await open();
    const refreshRibbon = jest.fn();
    Object.assign(dynamics.form.ui, { refreshRibbon });
    const tell = async (...kinds: RequestKind[]) => {
      openChannel().send({ type: "kindsKnown", kinds, ...ABOUT });
      await settled();
      return [mayAskFor("contact", "pull"), refreshRibbon.mock.calls.length];
    };
    expect(await tell("push", "preview")).toEqual([false, 1]);
    expect(await tell("push", "preview")).toEqual([false, 1]);
    expect(await tell("push", "pull", "preview")).toEqual([true, 2]);
    localStorage.clear();
  });

  it("shows the row's new values after the panel's push or pull", async () => {
    await open();
    openChannel().send({ type: "finished", kind: "pull", by: "panel", ...ABOUT });
    await settled();
    expect(dynamics.refresh).toHaveBeenCalledWith(false);
    expect(heard.at(-1)).toMatchObject({ type: "formRefreshed", ok: true });
  });

  it("does not throw unsaved changes away", async () => {
    await open();
    dynamics.setDirty(true);
    openChannel().send({ type: "finished", kind: "pull", by: "panel", ...ABOUT });
    await settled();
    expect(dynamics.refresh).not.toHaveBeenCalled();
    expect(heard.at(-1)).toMatchObject({ type: "formRefreshed", ok: false });
  });

  it.each([
    ["a preview", { kind: "preview", by: "panel" }],
    ["the ribbon, which refreshes by itself", { kind: "pull", by: "ribbon" }],
  ] as const)("leaves the form alone after %s", async (_case, end) => {
    await open();
    openChannel().send({ type: "finished", ...end, ...ABOUT });
    await settled();
    expect(dynamics.refresh).not.toHaveBeenCalled();
  });

  it("opened twice on a record answers once", async () => {
    await open();
    published("Form").onLoad?.({ getFormContext: () => dynamics.form });
    openChannel().send({ type: "finished", kind: "pull", by: "panel", ...ABOUT });
    await settled();
    expect(dynamics.refresh).toHaveBeenCalledTimes(1);
  });

  it("joins a new record as soon as it is saved", async () => {
    dynamics.setId("");
    await open();
    const postSave = (dynamics.form.data.entity as unknown as { postSaveEventHandlers: (() => void)[] })
      .postSaveEventHandlers;
    expect(postSave).toHaveLength(1);
    dynamics.setId(`{${CONTACT_ID}}`);
    postSave[0]?.();
    openChannel().send({ type: "finished", kind: "pull", by: "panel", ...ABOUT });
    await settled();
    expect(dynamics.refresh).toHaveBeenCalledTimes(1);
  });

  const saved = () =>
    (
      dynamics.form.data.entity as unknown as { postSaveEventHandlers: (() => void)[] }
    ).postSaveEventHandlers.forEach((handler) => handler());

  it("tells the panel whenever the form was saved, once, however often the record was opened", async () => {
    await open();
    published("Form").onLoad?.({ getFormContext: () => dynamics.form });
    saved();
    expect(heard.filter((message) => message.type === "rowSaved")).toHaveLength(1);
  });

  it("shows what was changed elsewhere when the panel has seen it", async () => {
    await open();
    openChannel().send({ type: "rowChanged", ...ABOUT });
    await settled();
    expect(dynamics.refresh).toHaveBeenCalledWith(false);
    expect(heard.at(-1)).toMatchObject({ type: "formRefreshed", ok: true });
  });

  it("moves to what was changed elsewhere when the panel is asked to show it", async () => {
    await open();
    const focused: string[] = [];
    const attribute = (column: string, visible: boolean) => ({
      controls: { get: () => [{ getVisible: () => visible, setFocus: () => focused.push(column) }] },
    });
    const shown: Readonly<Record<string, object>> = {
      jobtitle: attribute("jobtitle", false),
      ownerid: attribute("ownerid", true),
      websiteurl: attribute("websiteurl", true),
    };
    Object.assign(dynamics.form, { getAttribute: (column: string) => shown[column] ?? null });
    const columns = ["not_on_the_form", "jobtitle", "_ownerid_value", "websiteurl"];
    openChannel().send({ type: "showWanted", columns, ...ABOUT });
    await settled();
    expect(dynamics.refresh).toHaveBeenCalledWith(false);
    expect(focused).toEqual(["ownerid"]);
  });

  it("asks for nothing where the mapping asks for nothing", async () => {
    await open();
    dynamics.retrieve.mockResolvedValue({ entities: [] });
    const given = askForm(openChannel(), { type: "valuesWanted", kind: "push", ...ABOUT });
    expect(await given).toMatchObject({ type: "valuesGiven", canceled: false });
  });

  it("survives a form that was closed meanwhile", async () => {
    await open();
    dynamics.refresh.mockRejectedValue(new Error("form is gone"));
    openChannel().send({ type: "finished", kind: "pull", by: "panel", ...ABOUT });
    await settled();
    expect(heard.filter((message) => message.type === "formRefreshed")).toEqual([]);
  });
});
