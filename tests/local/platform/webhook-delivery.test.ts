import { startEnvironment, type Environment } from "./support/environment";
import { startReceiver, type Receiver } from "./support/receiver";
import { registerStep } from "./support/steps";

const WEBHOOK_TIMEOUT_MS = 200;

describe("delivering webhooks (docs: use-webhooks, register-web-hook)", () => {
  let environment: Environment;
  let receiver: Receiver;
  beforeEach(async () => {
    environment = await startEnvironment({ webhookTimeoutMs: WEBHOOK_TIMEOUT_MS });
    receiver = await startReceiver();
  });
  afterEach(async () => {
    await receiver.close();
    await environment.close();
  });

  const create = (lastname = "Doe") => environment.call("POST", "contacts", { body: { lastname } });
  const contacts = async () =>
    (await environment.call("GET", "contacts?$select=lastname")).json.value as unknown[];
  const onCreate = (more: Partial<Parameters<typeof registerStep>[2]> = {}, url = receiver.url) =>
    registerStep(environment, url, { message: "Create", table: "contact", ...more });
  const jobs = async () =>
    (
      await environment.call(
        "GET",
        "asyncoperations?$select=name,statecode,statuscode,errorcode,message,_owningextensionid_value&$filter=operationtype eq 1",
      )
    ).json.value as Record<string, unknown>[];

  describe("the secret", () => {
    const settings = (...pairs: [string, string][]) =>
      `<settings>${pairs.map(([name, value]) => `<setting name="${name}" value="${value}"/>`).join("")}</settings>`;

    it("authtype 4: ?code=, beside what the address has already", async () => {
      await onCreate({ authType: 4, authValue: "a key&more" }, `${receiver.url}?x=1`);
      await create();
      expect(new URL(`http://h${receiver.calls[0]?.url}`).searchParams.get("code")).toBe("a key&more");
      expect(new URL(`http://h${receiver.calls[0]?.url}`).searchParams.get("x")).toBe("1");
    });

    it("authtype 5: headers", async () => {
      await onCreate({ authType: 5, authValue: settings(["x-one", "1"], ["x-two", "a &amp; b"]) });
      await create();
      expect(receiver.calls[0]?.headers).toMatchObject({ "x-one": "1", "x-two": "a & b" });
    });

    it("authtype 6: query parameters", async () => {
      await onCreate({ authType: 6, authValue: settings(["one", "1"], ["two", "a b"]) });
      await create();
      expect([...new URL(`http://h${receiver.calls[0]?.url}`).searchParams]).toEqual([
        ["one", "1"],
        ["two", "a b"],
      ]);
    });

    it.each<[string, number, string, string]>([
      ["a plain text where headers should be", 5, "Basic abc", "0x80050203"],
      ["a header name that is none", 5, settings(["not a name", "1"]), "0x80050203"],
      ["a setting without a name", 5, '<settings><setting value="1"/></settings>', "0x80050203"],
      ["a plain text where query parameters should be", 6, "a=b", "0x80050204"],
      ["a document type", 5, "<!DOCTYPE settings []><settings/>", "0x80050203"],
    ])("%s: every call fails", async (_name, authType, authValue, code) => {
      await onCreate({ authType, authValue });
      const answer = await create();
      expect([answer.status, answer.json.error.code]).toEqual([400, code]);
      expect(receiver.calls).toEqual([]);
    });

    it("can be written, and never read (isauthvalueset tells that it is there)", async () => {
      await onCreate({ authType: 4, authValue: "secret" });
      const all = await environment.call("GET", "serviceendpoints");
      expect(all.json.value[0].isauthvalueset).toBe(true);
      expect(all.text).not.toContain("secret");
      const asked = await environment.call("GET", "serviceendpoints?$select=authvalue");
      expect(asked.text).not.toContain('"secret"');
      const fetchXml = encodeURIComponent(
        '<fetch><entity name="serviceendpoint"><all-attributes /></entity></fetch>',
      );
      expect((await environment.call("GET", `serviceendpoints?fetchXml=${fetchXml}`)).text).not.toContain(
        '"secret"',
      );
      const guess = await environment.call("GET", "serviceendpoints?$filter=startswith(authvalue,'s')");
      expect(guess.status).toBe(400);
    });
  });

  describe("addresses: http or https, port 80 or 443, except on this machine", () => {
    it.each([
      ["https://hook.invalid:8443/a", false],
      ["ftp://hook.invalid/a", false],
      ["https://user:pass@hook.invalid/a", false],
      ["nonsense", false],
      ["https://hook.invalid/a", true],
      ["http://hook.invalid:80/a", true],
      ["http://127.0.0.1:8366/a", true],
    ])("%s: %s", async (url, allowed) => {
      const body = { name: "hook", contract: 8, authtype: 4, url };
      expect((await environment.call("POST", "serviceendpoints", { body })).status).toBe(allowed ? 204 : 400);
    });
  });

  describe("a synchronous step", () => {
    it("that fails takes the operation back, and the caller is told (0x80050201)", async () => {
      await onCreate();
      receiver.answer(500);
      const answer = await create();
      expect([answer.status, answer.json.error.code]).toEqual([400, "0x80050201"]);
      expect(await contacts()).toEqual([]);
      receiver.answer(200);
      expect((await create()).status).toBe(204);
      expect(await contacts()).toHaveLength(1);
    });

    it("takes back the other rows of its transaction as well", async () => {
      await onCreate();
      receiver.answer(200, 500);
      const Targets = ["A", "B"].map((lastname) => ({
        "@odata.type": "Microsoft.Dynamics.CRM.contact",
        lastname,
      }));
      const answer = await environment.call("POST", "contacts/Microsoft.Dynamics.CRM.CreateMultiple", {
        body: { Targets },
      });
      expect(answer.json.error.code).toBe("0x80050201");
      expect(await contacts()).toEqual([]);
    });

    it.each([204, 201, 299])("any 2xx is success: %i", async (status) => {
      await onCreate();
      receiver.answer(status);
      expect((await create()).status).toBe(204);
    });

    it.each([300, 400, 401, 404, 429, 500])("%i is a failure and not tried again", async (status) => {
      await onCreate();
      receiver.answer(status);
      expect((await create()).json.error.code).toBe("0x80050201");
      expect(receiver.calls).toHaveLength(1);
    });

    it.each([502, 503, 504])("%i is tried once more, and no more", async (status) => {
      await onCreate();
      receiver.answer(status, 200);
      expect((await create()).status).toBe(204);
      expect(receiver.calls).toHaveLength(2);
      receiver.answer(status);
      expect((await create()).json.error.code).toBe("0x80050201");
      expect(receiver.calls).toHaveLength(4);
    });

    it("that is not answered in time fails with 0x80050202", async () => {
      await onCreate();
      receiver.answer(null);
      expect((await create()).json.error.code).toBe("0x80050202");
    });

    it("that nobody takes fails with 0x80050205", async () => {
      await onCreate({}, "http://127.0.0.1:9/nobody");
      const answer = await create();
      expect(answer.json.error.code).toBe("0x80050205");
    });

    it("runs before, during and after the operation by its stage, steps of one stage by rank", async () => {
      await onCreate({ stage: 40, rank: 2 }, `${receiver.url}/post-2`);
      await onCreate({ stage: 40, rank: 1 }, `${receiver.url}/post-1`);
      await onCreate({ stage: 20 }, `${receiver.url}/pre`);
      await onCreate({ stage: 10 }, `${receiver.url}/validation`);
      await create();
      expect(receiver.calls.map((call) => call.url.split("/").at(-1))).toEqual([
        "validation",
        "pre",
        "post-1",
        "post-2",
      ]);
      expect(receiver.calls.map((call) => call.context.IsInTransaction)).toEqual([false, true, true, true]);
    });

    it("that is disabled does not run", async () => {
      const id = await onCreate();
      await environment.call("PATCH", `sdkmessageprocessingsteps(${id})`, {
        body: { statecode: 1, statuscode: 2 },
      });
      await create();
      expect(receiver.calls).toEqual([]);
    });

    it("with filtering attributes runs when one of them is in the request", async () => {
      await registerStep(environment, receiver.url, {
        message: "Update",
        table: "contact",
        filteringAttributes: "jobtitle, lastname",
      });
      const created = await create();
      const path = /contacts\(.*\)$/.exec(created.headers.get("odata-entityid") ?? "")?.[0] ?? "";
      await environment.call("PATCH", path, { body: { firstname: "Ada" } });
      expect(receiver.calls).toHaveLength(0);
      await environment.call("PATCH", path, { body: { jobtitle: "Clerk" } });
      await environment.call("PATCH", path, { body: { jobtitle: "Clerk" } });
      expect(receiver.calls).toHaveLength(2);
    });
  });

  describe("an asynchronous step", () => {
    it("runs after the operation, as a system job that succeeds", async () => {
      const stepId = await onCreate({ mode: 1 });
      expect((await create()).status).toBe(204);
      await environment.platform.drain();
      expect(receiver.calls).toHaveLength(1);
      expect(await jobs()).toMatchObject([
        { name: "step Create", statecode: 3, statuscode: 30, _owningextensionid_value: stepId },
      ]);
    });

    it("that fails leaves the row, and a failed job with the fault", async () => {
      await onCreate({ mode: 1 });
      receiver.answer(500);
      expect((await create()).status).toBe(204);
      await environment.platform.drain();
      expect(await contacts()).toHaveLength(1);
      const [job] = await jobs();
      expect(job).toMatchObject({ statecode: 3, statuscode: 31, errorcode: -2147155455 });
      expect(job?.["message"]).toContain("ErrorCode: 0x80050201");
      expect(receiver.calls).toHaveLength(1);
    });

    it("hears nothing of an operation that was taken back", async () => {
      await onCreate({ mode: 1 });
      await onCreate({ mode: 0, rank: 1 }, `${receiver.url}/sync`);
      receiver.answer(500);
      await create();
      await environment.platform.drain();
      expect(receiver.calls.map((call) => call.url)).toEqual([expect.stringContaining("/sync")]);
    });

    it("removes its job when it succeeds, if told to", async () => {
      await onCreate({ mode: 1, deleteOnSuccess: true });
      await create();
      await environment.platform.drain();
      expect(await jobs()).toEqual([]);
    });

    it("belongs after the operation: registering it before is refused", async () => {
      await expect(onCreate({ mode: 1, stage: 20 })).rejects.toThrow("post-operation");
    });
  });

  it("steps that run as another user are not done here: 501", async () => {
    const id = await onCreate();
    const { json } = await environment.call("GET", "WhoAmI");
    const answer = await environment.call("PATCH", `sdkmessageprocessingsteps(${id})`, {
      body: { "impersonatinguserid@odata.bind": `/systemusers(${json.UserId})` },
    });
    expect([answer.status, answer.json.error.message]).toEqual([
      501,
      expect.stringContaining("impersonatinguserid"),
    ]);
  });
});
