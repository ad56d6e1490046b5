import { startEnvironment, type Environment } from "./support/environment";
import { contactParts, key, packSolution, root, textColumn } from "./support/small-solution";

const solution = packSolution({
  containers: {
    Entities: contactParts({ columns: textColumn("sml_Code", 50), keys: key("sml_CodeKey", ["sml_code"]) }),
  },
  roots: [root(1, "contact", 1)],
});

describe("an alternate key gets its index in the background after an import (docs: define-alternate-keys)", () => {
  let environment: Environment;
  beforeEach(async () => {
    environment = await startEnvironment();
  });
  afterEach(() => environment.close());

  const status = async (): Promise<string> => {
    const path = "EntityDefinitions(LogicalName='contact')/Keys?$select=LogicalName,EntityKeyIndexStatus";
    const keys = (await environment.call("GET", path)).json.value as {
      LogicalName: string;
      EntityKeyIndexStatus: string;
    }[];
    return keys.find((one) => one.LogicalName === "sml_codekey")?.EntityKeyIndexStatus ?? "none";
  };
  /** Holds the asynchronous service until released. */
  const holdJobs = (): (() => void) => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    for (let slot = 0; slot < 10; slot++) environment.platform.events.queue.add(() => gate);
    return release;
  };
  const byKey = (code: string) => environment.call("GET", `contacts(sml_code='${code}')?$select=lastname`);
  const create = (code: string) =>
    environment.call("POST", "contacts", { body: { lastname: "A", sml_code: code } });

  it("is Pending first, and cannot be used; then Active, found by and enforced", async () => {
    const release = holdJobs();
    expect((await environment.import(solution)).status).toBe(204);
    expect(await status()).toBe("Pending");
    await create("one");
    expect((await byKey("one")).status).toBe(400);
    const upsert = await environment.call("PATCH", "contacts(sml_code='two')", { body: { lastname: "B" } });
    expect(upsert.status).toBe(400);

    release();
    await environment.platform.drain();
    expect(await status()).toBe("Active");
    expect((await byKey("one")).status).toBe(200);
    const double = await create("one");
    expect([double.status, double.json.error.code]).toEqual([412, "0x80060892"]);
    const jobs = await environment.call(
      "GET",
      "asyncoperations?$select=name,statuscode&$filter=operationtype eq 51",
    );
    expect(jobs.json.value).toMatchObject([
      { name: "Create index for sml_CodeKey on contact", statuscode: 30 },
    ]);
  });

  it("is Failed when rows share a value; importing again tries once more", async () => {
    const release = holdJobs();
    await environment.import(solution);
    await create("same");
    await create("same");
    release();
    await environment.platform.drain();
    expect(await status()).toBe("Failed");
    const jobs = await environment.call(
      "GET",
      "asyncoperations?$select=statuscode&$filter=operationtype eq 51",
    );
    expect(jobs.json.value).toMatchObject([{ statuscode: 31 }]);

    const [one] = (await environment.call("GET", "contacts?$select=contactid&$filter=sml_code eq 'same'"))
      .json.value;
    await environment.call("DELETE", `contacts(${one.contactid})`);
    await environment.import(solution);
    await environment.platform.drain();
    expect(await status()).toBe("Active");
  });
});
