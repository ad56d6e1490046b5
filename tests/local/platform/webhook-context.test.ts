import { startEnvironment, type Environment } from "./support/environment";
import { startReceiver, type Receiver } from "./support/receiver";
import { registerStep } from "./support/steps";

const TYPE = (name: string) => `${name}:http://schemas.microsoft.com/xrm/2011/Contracts`;

describe("what a webhook is sent (docs: use-webhooks; facts: webhooks, 2.3)", () => {
  let environment: Environment;
  let receiver: Receiver;
  beforeEach(async () => {
    environment = await startEnvironment();
    receiver = await startReceiver();
  });
  afterEach(async () => {
    await receiver.close();
    await environment.close();
  });

  const create = async (body: Record<string, unknown>): Promise<string> => {
    const answer = await environment.call("POST", "contacts", { body });
    return /\(([0-9a-f-]+)\)$/.exec(answer.headers.get("odata-entityid") ?? "")?.[1] ?? answer.text;
  };
  const attributesOf = (entity: { Attributes: { key: string; value: unknown }[] }) =>
    Object.fromEntries(entity.Attributes.map(({ key, value }) => [key, value]));

  it("tells a Create with all the platform has set, in the platform's types", async () => {
    await registerStep(environment, receiver.url, { message: "Create", table: "contact" });
    const account = await environment.call("POST", "accounts", { body: { name: "Contoso" } });
    const accountId = /\(([0-9a-f-]+)\)$/.exec(account.headers.get("odata-entityid") ?? "")?.[1];
    const id = await create({
      firstname: "Ada",
      lastname: "Doe",
      preferredcontactmethodcode: 2,
      "parentcustomerid_account@odata.bind": `/accounts(${accountId})`,
    });
    const { context, headers } = receiver.calls[0] ?? {};
    expect(headers?.["x-ms-dynamics-entity-name"]).toBe("contact");
    expect(headers?.["x-ms-dynamics-request-name"]).toBe("Create");
    expect(context).toMatchObject({
      MessageName: "Create",
      PrimaryEntityName: "contact",
      PrimaryEntityId: id,
      SecondaryEntityName: "none",
      Depth: 1,
      Mode: 0,
      Stage: 40,
      IsInTransaction: true,
      OutputParameters: [{ key: "id", value: id }],
      OwningExtension: { LogicalName: "sdkmessageprocessingstep" },
    });
    const [{ key, value: target }] = context.InputParameters;
    expect(key).toBe("Target");
    expect(target).toMatchObject({ __type: TYPE("Entity"), Id: id, LogicalName: "contact" });
    const attributes = attributesOf(target);
    expect(attributes).toMatchObject({
      firstname: "Ada",
      fullname: "Ada Doe",
      contactid: id,
      preferredcontactmethodcode: { __type: TYPE("OptionSetValue"), Value: 2 },
      parentcustomerid: {
        __type: TYPE("EntityReference"),
        Id: accountId,
        LogicalName: "account",
        KeyAttributes: [],
        Name: null,
        RowVersion: null,
      },
      ownerid: { __type: TYPE("EntityReference"), LogicalName: "systemuser" },
    });
    expect(attributes["createdon"]).toMatch(/^\/Date\(\d+\)\/$/);
    expect(context.OwningExtension).not.toHaveProperty("__type");
  });

  it("is JSON with a backslash before every slash, and dates as /Date(ms)/", async () => {
    await registerStep(environment, receiver.url, { message: "Create", table: "contact" });
    await create({ lastname: "a/b" });
    const body = receiver.calls[0]?.body ?? "";
    expect(body).toContain('"lastname","value":"a\\/b"');
    expect(body).toContain('"__type":"Entity:http:\\/\\/schemas.microsoft.com\\/xrm\\/2011\\/Contracts"');
    expect(body).toMatch(/"OperationCreatedOn":"\\\/Date\(\d+\+0000\)\\\/"/);
    expect(body.replaceAll("\\/", "")).not.toContain("/");
  });

  it("tells an Update with what was sent and what followed from it, and the request itself as parent", async () => {
    const id = await create({ firstname: "Ada", lastname: "Doe", jobtitle: "Clerk" });
    await registerStep(environment, receiver.url, { message: "Update", table: "contact" });
    await environment.call("PATCH", `contacts(${id})`, { body: { firstname: "Grace" } });
    const { context } = receiver.calls[0] ?? {};
    const attributes = attributesOf(context.InputParameters[0].value);
    expect(attributes).toMatchObject({ firstname: "Grace", fullname: "Grace Doe", contactid: id });
    expect(Object.keys(attributes)).not.toContain("jobtitle");
    expect(context.ParentContext).toMatchObject({ Stage: 30, MessageName: "Update", ParentContext: null });
    expect(Object.keys(attributesOf(context.ParentContext.InputParameters[0].value))).toEqual([
      "firstname",
      "contactid",
    ]);
  });

  it("tells a Delete with a reference", async () => {
    const id = await create({ lastname: "Doe" });
    await registerStep(environment, receiver.url, { message: "Delete", table: "contact" });
    await environment.call("DELETE", `contacts(${id})`);
    const { context } = receiver.calls[0] ?? {};
    expect(context.InputParameters).toEqual([
      {
        key: "Target",
        value: {
          __type: TYPE("EntityReference"),
          Id: id,
          KeyAttributes: [],
          LogicalName: "contact",
          Name: null,
          RowVersion: null,
        },
      },
    ]);
  });

  it("gives asynchronous steps an image with the primary name only: after, or before for a Delete", async () => {
    await registerStep(environment, receiver.url, { message: "Create", table: "contact", mode: 1 });
    await registerStep(environment, receiver.url, { message: "Delete", table: "contact", mode: 1 });
    const id = await create({ firstname: "Ada", lastname: "Doe" });
    await environment.platform.drain();
    await environment.call("DELETE", `contacts(${id})`);
    await environment.platform.drain();
    const [created, deleted] = receiver.calls.map((call) => call.context);
    expect(created.Mode).toBe(1);
    expect(created.IsInTransaction).toBe(false);
    expect(created.PreEntityImages).toEqual([]);
    expect(created.PostEntityImages).toMatchObject([
      { key: "AsynchronousStepPrimaryName", value: { LogicalName: "contact", Id: id } },
    ]);
    expect(attributesOf(created.PostEntityImages[0].value)).toEqual({ fullname: "Ada Doe", contactid: id });
    expect(created.PostEntityImages[0].value).not.toHaveProperty("__type");
    expect(deleted.PostEntityImages).toEqual([]);
    expect(deleted.PreEntityImages).toMatchObject([
      { key: "AsynchronousStepPrimaryName", value: { Id: id } },
    ]);
    const job = await environment.call("GET", `asyncoperations(${created.OperationId})?$select=messagename`);
    expect(job.json).toMatchObject({ messagename: "Create" });
  });

  it("carries the images a step asked for, with their columns and aliases", async () => {
    const stepId = await registerStep(environment, receiver.url, { message: "Update", table: "contact" });
    const image = {
      name: "Before",
      entityalias: "before",
      imagetype: 0,
      attributes: "jobtitle",
      messagepropertyname: "Target",
    };
    const bind = { "sdkmessageprocessingstepid@odata.bind": `/sdkmessageprocessingsteps(${stepId})` };
    expect(
      (await environment.call("POST", "sdkmessageprocessingstepimages", { body: { ...image, ...bind } }))
        .status,
    ).toBe(204);
    const after = { ...image, name: "After", entityalias: "after", imagetype: 1, ...bind };
    await environment.call("POST", "sdkmessageprocessingstepimages", { body: after });
    const id = await create({ lastname: "Doe", jobtitle: "Clerk" });
    await environment.call("PATCH", `contacts(${id})`, { body: { jobtitle: "Manager" } });
    const { context } = receiver.calls[0] ?? {};
    expect(context.PreEntityImages).toMatchObject([
      { key: "before", value: { Attributes: [{ key: "jobtitle", value: "Clerk" }] } },
    ]);
    expect(context.PostEntityImages).toMatchObject([
      { key: "after", value: { Attributes: [{ key: "jobtitle", value: "Manager" }] } },
    ]);
  });

  it("drops parameters and images when the context is larger than 256 KB, and says so in a header", async () => {
    const OVER = 140_000;
    await registerStep(environment, receiver.url, { message: "Create", table: "account" });
    await environment.call("POST", "accounts", { body: { name: "Small" } });
    const wide = "ä".repeat(OVER);
    const { kernel } = environment.platform.dataverse;
    kernel.model.addColumn("account", {
      logicalName: "sml_wide",
      type: "Memo",
      maxLength: OVER,
      isCustom: true,
    });
    await environment.call("POST", "accounts", { body: { name: "Large", sml_wide: wide } });
    const [small, large] = receiver.calls;
    expect(small?.headers).not.toHaveProperty("x-ms-dynamics-msg-size-exceeded");
    expect(large?.headers).toHaveProperty("x-ms-dynamics-msg-size-exceeded");
    for (const name of ["InputParameters", "PreEntityImages", "PostEntityImages", "ParentContext"])
      expect(large?.context).not.toHaveProperty(name);
    expect(large?.context.PrimaryEntityId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("is raised once for each row of a bulk request, and once for the whole", async () => {
    await registerStep(environment, receiver.url, { message: "Create", table: "contact" });
    await registerStep(environment, receiver.url, { message: "CreateMultiple", table: "contact" });
    const Targets = ["A", "B"].map((lastname) => ({
      "@odata.type": "Microsoft.Dynamics.CRM.contact",
      lastname,
    }));
    const answer = await environment.call("POST", "contacts/Microsoft.Dynamics.CRM.CreateMultiple", {
      body: { Targets },
    });
    expect(answer.status).toBe(200);
    expect(receiver.calls.map((call) => call.context.MessageName).sort()).toEqual([
      "Create",
      "Create",
      "CreateMultiple",
    ]);
    const whole = receiver.calls.find((call) => call.context.MessageName === "CreateMultiple");
    expect(whole?.context.InputParameters).toMatchObject([
      {
        key: "Targets",
        value: {
          __type: TYPE("EntityCollection"),
          EntityName: "contact",
          Entities: [{ LogicalName: "contact" }, {}],
        },
      },
    ]);
  });
});
