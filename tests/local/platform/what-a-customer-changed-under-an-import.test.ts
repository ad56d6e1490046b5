import { startEnvironment, type Environment } from "./support/environment";
import {
  customApi,
  endpoint,
  ENDPOINT_ID,
  packSolution,
  root,
  step,
  STEP_ID,
} from "./support/small-solution";

const SHIPPED = "https://receiver.invalid/hook";
const OWN = "https://mine.invalid/hook";

const zip = (managed: boolean, url = SHIPPED) =>
  packSolution({
    managed,
    containers: { ServiceEndpoints: endpoint(url), SdkMessageProcessingSteps: step("sml_Do") },
    roots: [root(95, ENDPOINT_ID), root(92, STEP_ID)],
    files: customApi("sml_Do"),
  });

describe("what a customer changed on imported endpoints and steps (docs: solution-layers-alm, import-update-export-solutions)", () => {
  let environment: Environment;
  beforeEach(async () => {
    environment = await startEnvironment();
  });
  afterEach(() => environment.close());

  const importing = async (bytes: Uint8Array, choices: object = {}) => {
    const body = {
      OverwriteUnmanagedCustomizations: false,
      PublishWorkflows: true,
      CustomizationFile: Buffer.from(bytes).toString("base64"),
      ImportJobId: "6f5a1c1e-0f60-4c0b-9a55-0d6a2f1f0099",
      ...choices,
    };
    expect((await environment.call("POST", "ImportSolution", { body })).status).toBe(204);
  };
  const change = async () => {
    const body = { url: OWN, authvalue: "key" };
    await environment.call("PATCH", `serviceendpoints(${ENDPOINT_ID})`, { body });
    const off = { statecode: 1, statuscode: 2 };
    await environment.call("PATCH", `sdkmessageprocessingsteps(${STEP_ID})`, { body: off });
  };
  const found = async () => {
    const hook = await environment.call("GET", `serviceendpoints(${ENDPOINT_ID})?$select=url,isauthvalueset`);
    const call = await environment.call("GET", `sdkmessageprocessingsteps(${STEP_ID})?$select=statecode`);
    return { ...hook.json, ...call.json };
  };

  it("a managed update leaves it alone", async () => {
    await importing(zip(true));
    await change();
    await importing(zip(true));
    expect(await found()).toMatchObject({ url: OWN, isauthvalueset: true, statecode: 1 });
  });

  it("a managed update brings what nobody has changed", async () => {
    await importing(zip(true));
    await importing(zip(true, "https://newer.invalid/hook"));
    expect(await found()).toMatchObject({ url: "https://newer.invalid/hook", statecode: 0 });
  });

  it("a managed update that is told to overwrite it does, but for the secret, which no solution holds", async () => {
    await importing(zip(true));
    await change();
    await importing(zip(true), { OverwriteUnmanagedCustomizations: true });
    expect(await found()).toMatchObject({ url: SHIPPED, isauthvalueset: true, statecode: 0 });
  });

  it("an unmanaged import overwrites it", async () => {
    await importing(zip(false));
    await change();
    await importing(zip(false));
    expect(await found()).toMatchObject({ url: SHIPPED, isauthvalueset: true, statecode: 0 });
  });

  it("without PublishWorkflows, new steps come switched off, and others stay as they are", async () => {
    await importing(zip(false), { PublishWorkflows: false });
    expect(await found()).toMatchObject({ statecode: 1 });
    await environment.call("PATCH", `sdkmessageprocessingsteps(${STEP_ID})`, {
      body: { statecode: 0, statuscode: 1 },
    });
    await importing(zip(false), { PublishWorkflows: false });
    expect(await found()).toMatchObject({ statecode: 0 });
  });
});
