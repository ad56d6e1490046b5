import { startEnvironment, type Environment } from "./support/environment";
import { startReceiver, type Receiver } from "./support/receiver";
import { registerStep } from "./support/steps";

const HEADER = "MSCRM.BypassBusinessLogicExecutionStepIds";

describe("steps the caller goes without (docs: bypass-custom-business-logic)", () => {
  let environment: Environment;
  let receiver: Receiver;
  let sync: string;
  let later: string;
  beforeAll(async () => {
    environment = await startEnvironment();
    receiver = await startReceiver();
    sync = await registerStep(environment, `${receiver.url}/sync`, { message: "Create", table: "contact" });
    later = await registerStep(environment, `${receiver.url}/later`, {
      message: "Create",
      table: "contact",
      mode: 1,
    });
  });
  afterAll(async () => {
    await receiver.close();
    await environment.close();
  });

  /** Creates a contact and gives the paths that heard of it. */
  async function heardOf(bypassed?: string): Promise<readonly string[]> {
    const before = receiver.calls.length;
    const answer = await environment.call("POST", "contacts", {
      body: { lastname: "Doe" },
      headers: bypassed === undefined ? {} : { [HEADER]: bypassed },
    });
    expect(answer.status).toBe(204);
    await environment.platform.drain();
    return receiver.calls
      .slice(before)
      .map((call) => new URL(call.url, receiver.url).pathname.replace(/^.*\//, "/"));
  }

  it("without the header all of them run", async () => {
    expect(await heardOf()).toEqual(["/sync", "/later"]);
  });

  it("a synchronous step that is named does not run, the others do", async () => {
    expect(await heardOf(sync)).toEqual(["/later"]);
  });

  it("an asynchronous step that is named does not run, and leaves no job", async () => {
    expect(await heardOf(later)).toEqual(["/sync"]);
  });

  it("several go by commas, in quotes and with blanks as well; unknown ones are ignored", async () => {
    const unknown = "45e0c603-0d0b-466e-a286-d7fc1cda8361";
    expect(await heardOf(`"${sync.toUpperCase()}, ${later}, ${unknown}"`)).toEqual([]);
  });

  it("bulk messages go without them too", async () => {
    const before = receiver.calls.length;
    const answer = await environment.call("POST", "contacts/Microsoft.Dynamics.CRM.CreateMultiple", {
      body: { Targets: [{ "@odata.type": "Microsoft.Dynamics.CRM.contact", lastname: "Doe" }] },
      headers: { [HEADER]: `${sync},${later}` },
    });
    expect(answer.status).toBe(200);
    await environment.platform.drain();
    expect(receiver.calls).toHaveLength(before);
  });

  it.each([
    ["more than three", Array.from({ length: 4 }, () => "45e0c603-0d0b-466e-a286-d7fc1cda8361").join(",")],
    ["what is no id", "all"],
  ])("%s are refused", async (_what, header) => {
    const answer = await environment.call("POST", "contacts", {
      body: { lastname: "Doe" },
      headers: { [HEADER]: header },
    });
    expect([answer.status, answer.json.error.message]).toEqual([400, expect.stringContaining(HEADER)]);
  });
});
