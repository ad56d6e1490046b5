/** @jest-environment jsdom */
import type { FormModel } from "../../../local/host/client/form/form-model";
import { executionContext, wrapForm } from "../../../local/host/client/xrm/form-context";
import { CONTACT_ID, contactAnswers, contactForm, fakeWebApi, type Seen } from "./fake-web-api";

const ROW = {
  contactid: CONTACT_ID,
  fullname: "Grace Ng",
  lastname: "Ng",
  jobtitle: "Buyer",
  statecode: 0,
  preferredcontactmethodcode: 2,
};

describe("formContext", () => {
  let form: FormModel;
  let seen: Seen[];
  let formContext: Xrm.FormContext;
  beforeEach(async () => {
    seen = fakeWebApi(contactAnswers(ROW));
    form = contactForm();
    await form.load();
    formContext = wrapForm(form) as unknown as Xrm.FormContext;
    seen.length = 0;
  });
  const attribute = (name: string) => formContext.getAttribute<Xrm.Attributes.StringAttribute>(name);

  it("is the same object for as long as the form is open", () => {
    expect(executionContext(form, null)["getFormContext"]).toBeInstanceOf(Function);
    expect(wrapForm(form)).toBe(formContext);
    expect(attribute("jobtitle")).toBe(attribute("jobtitle"));
  });

  it("names the record, ids in braces and upper case", () => {
    const { entity } = formContext.data;
    expect(entity.getId()).toBe(`{${CONTACT_ID.toUpperCase()}}`);
    expect(entity.getEntityName()).toBe("contact");
    expect(entity.getPrimaryAttributeValue()).toBe("Grace Ng");
    expect(formContext.ui.getFormType()).toBe(2);
  });

  it("setValue makes the form dirty and runs no handler; fireOnChange runs them with the context", () => {
    const heard: unknown[] = [];
    attribute("jobtitle")?.addOnChange((context) =>
      heard.push(context.getFormContext(), context.getEventSource()),
    );
    attribute("jobtitle")?.setValue("Head of Sales");
    expect(formContext.data.entity.getIsDirty()).toBe(true);
    expect(heard).toEqual([]);
    attribute("jobtitle")?.fireOnChange();
    expect(heard).toEqual([formContext, attribute("jobtitle")]);
  });

  it("a removed handler is not heard again", () => {
    const handler = jest.fn();
    attribute("jobtitle")?.addOnChange(handler);
    attribute("jobtitle")?.removeOnChange(handler);
    attribute("jobtitle")?.fireOnChange();
    expect(handler).not.toHaveBeenCalled();
  });

  it("save writes only what changed, never creates, and reads the row again", async () => {
    attribute("jobtitle")?.setValue("Head of Sales");
    await formContext.data.save();
    expect(seen.find((one) => one.method === "PATCH")).toMatchObject({
      path: `contacts(${CONTACT_ID})`,
      body: { jobtitle: "Head of Sales" },
      headers: { "If-Match": "*" },
    });
    expect(formContext.data.entity.getIsDirty()).toBe(false);
  });

  it("save of an unchanged form asks for nothing", async () => {
    await formContext.data.save();
    expect(seen).toEqual([]);
  });

  it("save rejects when a required field is empty, and writes nothing", async () => {
    attribute("lastname")?.setValue(null);
    await expect(formContext.data.save()).rejects.toMatchObject({ message: "Check these fields: lastname" });
    expect(seen).toEqual([]);
  });

  it("a save handler can prevent the save", async () => {
    formContext.data.entity.addOnSave((context: unknown) => {
      const { getEventArgs } = context as unknown as {
        getEventArgs(): { preventDefault(): void; getSaveMode(): number };
      };
      expect(getEventArgs().getSaveMode()).toBe(1);
      getEventArgs().preventDefault();
    });
    attribute("jobtitle")?.setValue("x");
    await formContext.data.save();
    expect(seen).toEqual([]);
    expect(formContext.data.entity.getIsDirty()).toBe(true);
  });

  it("save rejects with the Web API's words when it refuses", async () => {
    fakeWebApi(({ method, path }) =>
      method === "PATCH"
        ? { status: 403, body: { error: { code: "0x80040220", message: "missing prvWriteContact" } } }
        : contactAnswers(ROW)({ method, path, body: undefined, headers: {} }),
    );
    attribute("jobtitle")?.setValue("x");
    await expect(formContext.data.save()).rejects.toMatchObject({
      errorCode: -2147220960,
      message: "missing prvWriteContact",
    });
    expect(form.saving).toBe(false);
  });

  it("refresh reads the row, forgets edits and evaluates the ribbon again", async () => {
    const before = form.ribbonRevision;
    attribute("jobtitle")?.setValue("x");
    await formContext.data.refresh(false);
    expect(attribute("jobtitle")?.getValue()).toBe("Buyer");
    expect(form.ribbonRevision).toBeGreaterThan(before);
  });

  it("shows and clears notifications by their id", () => {
    formContext.ui.setFormNotification("one", "INFO", "a");
    formContext.ui.setFormNotification("two", "ERROR", "a");
    expect(form.notifications).toEqual([{ id: "a", text: "two", level: "ERROR" }]);
    expect(formContext.ui.clearFormNotification("a")).toBe(true);
    expect(formContext.ui.clearFormNotification("a")).toBe(false);
  });

  it("hides, locks and renames controls, and marks them with an error", () => {
    const control = formContext.getControl<Xrm.Controls.StringControl>("jobtitle");
    control?.setVisible(false);
    control?.setDisabled(true);
    control?.setLabel("Position");
    control?.setNotification("No", "n");
    const model = form.controls.find((one) => one.name === "jobtitle");
    expect(model).toMatchObject({
      visible: false,
      disabled: true,
      label: "Position",
      notifications: [{ text: "No" }],
    });
    expect(control?.getDisabled()).toBe(true);
    expect(control?.clearNotification("n")).toBe(true);
  });

  it("gives choices with their words", () => {
    const choice = formContext.getAttribute<Xrm.Attributes.OptionSetAttribute>("preferredcontactmethodcode");
    expect(choice?.getText()).toBe("Email");
    expect(choice?.getOptions()).toEqual([
      { text: "Any", value: 1 },
      { text: "Email", value: 2 },
    ]);
  });

  it("collections can be asked by name, index, predicate, or all", () => {
    const { tabs } = formContext.ui;
    expect(tabs.getLength()).toBe(2);
    expect(tabs.get("SUMMARY")?.getLabel()).toBe("Summary");
    expect((tabs.get(1) as Xrm.Controls.Tab).getName()).toBe("DETAILS");
    tabs.get("DETAILS")?.setDisplayState("expanded");
    expect(form.activeTab).toBe("DETAILS");
  });
});

describe("what may be edited", () => {
  const editable = async (rights: string, row: object = ROW) => {
    fakeWebApi(contactAnswers(row as Record<string, unknown>, rights));
    const form = contactForm();
    await form.load();
    return { state: form.state, names: form.controls.filter((c) => form.isEditable(c)).map((c) => c.name) };
  };

  it("with the right to write: all but what the column forbids", async () => {
    expect(await editable("ReadAccess, WriteAccess")).toEqual({
      state: "Existing",
      names: ["lastname", "jobtitle", "preferredcontactmethodcode"],
    });
  });

  it("without it: nothing", async () => {
    expect(await editable("ReadAccess")).toEqual({ state: "ReadOnly", names: [] });
  });

  it("of an inactive record: nothing", async () => {
    expect(await editable("ReadAccess, WriteAccess", { ...ROW, statecode: 1 })).toEqual({
      state: "Disabled",
      names: [],
    });
  });
});

describe("a new record", () => {
  it("starts with the platform's defaults, is created with what was filled in, and becomes an existing one", async () => {
    const seen = fakeWebApi(contactAnswers(ROW));
    const form = contactForm(null);
    await form.load();
    const formContext = wrapForm(form) as unknown as Xrm.FormContext;
    expect(form.state).toBe("Create");
    expect(formContext.ui.getFormType()).toBe(1);
    expect(formContext.getAttribute("preferredcontactmethodcode")?.getValue()).toBe(1);
    expect(form.isDirty).toBe(false);
    const saved = jest.fn();
    formContext.data.entity.addOnPostSave(saved);
    formContext.getAttribute<Xrm.Attributes.StringAttribute>("lastname")?.setValue("Ng");
    await formContext.data.save();
    expect(seen.find((one) => one.method === "POST")).toMatchObject({
      path: "contacts",
      body: { lastname: "Ng", preferredcontactmethodcode: 1 },
    });
    expect(form.id).toBe(CONTACT_ID);
    expect(form.state).toBe("Existing");
    expect(saved).toHaveBeenCalledTimes(1);
  });
});
