import { randomUUID } from "node:crypto";
import { startEnvironment, type Environment } from "./support/environment";
import { ownTable, packSolution, root, type SmallSolution } from "./support/small-solution";

const SMALL: SmallSolution = { containers: { Entities: ownTable() }, roots: [root(1, "sml_thing")] };
const CHOICES = { OverwriteUnmanagedCustomizations: false, PublishWorkflows: true };

describe("staging and asynchronous import (reference: StageSolution, ImportSolutionAsync; docs: solution-async)", () => {
  let environment: Environment;
  beforeEach(async () => {
    environment = await startEnvironment();
  });
  afterEach(() => environment.close());

  const post = (action: string, body: object) => environment.call("POST", action, { body });
  const file = (solution: SmallSolution) => Buffer.from(packSolution(solution)).toString("base64");
  const stage = async (solution: SmallSolution) => {
    const answer = await post("StageSolution", { CustomizationFile: file(solution) });
    return [answer.status, answer.json.StageSolutionResults] as const;
  };
  const solutions = async () =>
    (await environment.call("GET", "solutions?$select=uniquename")).json.value as unknown[];
  const ended = async (begun: { AsyncOperationId: string; ImportJobKey: string }) => {
    await environment.platform.drain();
    const job = await environment.call(
      "GET",
      `asyncoperations(${begun.AsyncOperationId})?$select=statecode,statuscode,errorcode,friendlymessage`,
    );
    const log = await environment.call("GET", `importjobs(${begun.ImportJobKey})?$select=progress,data`);
    return { ...job.json, progress: log.json.progress, data: log.json.data as string };
  };

  it("a good solution passes, and is not imported yet", async () => {
    const [status, results] = await stage(SMALL);
    expect(status).toBe(200);
    expect(results).toMatchObject({
      StageSolutionStatus: "Passed",
      SolutionValidationResults: [],
      MissingDependencies: [],
      SolutionDetails: { SolutionUniqueName: "Small", SolutionVersion: "1.0.0.0", IsManaged: false },
      StageSolutionUploadId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(await solutions()).toEqual([]);
  });

  it("what is wrong comes back as results, with the signed number of its code", async () => {
    const [status, results] = await stage({
      ...SMALL,
      missingDependencies:
        '<MissingDependency><Required type="61" schemaName="other_/js/lib.js" displayName="lib" solution="Other" /></MissingDependency>',
    });
    expect(status).toBe(200);
    expect(results).toMatchObject({
      StageSolutionStatus: "Failed",
      SolutionValidationResults: [
        { SolutionValidationResultType: "Error", ErrorCode: -2147188707, Message: expect.any(String) },
      ],
      MissingDependencies: [{ RequiredComponentDisplayName: "lib", RequiredSolutionName: "Other" }],
    });
    const late = await post("ImportSolutionAsync", {
      ...CHOICES,
      SolutionParameters: { StageSolutionUploadId: results.StageSolutionUploadId },
    });
    expect(late.status).toBe(400);
  });

  it("what the local Dataverse does not have is a 501 that names it; what is no solution, a 400", async () => {
    const foreign = await post("StageSolution", {
      CustomizationFile: file({ containers: { Workflows: "<Workflow />" } }),
    });
    expect([foreign.status, foreign.json.error.message]).toEqual([
      501,
      expect.stringContaining("importing Workflows"),
    ]);
    const noZip = await post("StageSolution", { CustomizationFile: Buffer.from("no").toString("base64") });
    expect(noZip.status).toBe(400);
  });

  it("the staged file is imported by a system job, which says how it ended", async () => {
    const [, results] = await stage(SMALL);
    const begun = await post("ImportSolutionAsync", {
      ...CHOICES,
      SolutionParameters: { StageSolutionUploadId: results.StageSolutionUploadId },
    });
    expect(begun.status).toBe(200);
    expect(await ended(begun.json)).toMatchObject({ statecode: 3, statuscode: 30, progress: 100 });
    expect(await solutions()).toMatchObject([{ uniquename: "Small" }]);
  });

  it("a file that cannot be imported ends the job as failed; the import job says why", async () => {
    const ImportJobId = randomUUID();
    const begun = await post("ImportSolutionAsync", {
      ...CHOICES,
      ImportJobId,
      CustomizationFile: file({ containers: { Entities: ownTable() } }),
    });
    expect(begun.json).toMatchObject({ ImportJobKey: ImportJobId });
    const job = await ended(begun.json);
    expect(job).toMatchObject({ statecode: 3, statuscode: 31, errorcode: -2147188685, progress: 0 });
    expect(job.friendlymessage).toContain("is no root component");
    expect(job.data).toContain('result="failure"');
    expect(await solutions()).toEqual([]);
  });

  it("needs a file or a staged one, and takes one import at a time; a holding solution is a 501", async () => {
    expect((await post("ImportSolutionAsync", CHOICES)).status).toBe(400);
    const held = await post("ImportSolutionAsync", {
      ...CHOICES,
      HoldingSolution: true,
      CustomizationFile: file(SMALL),
    });
    expect(held.status).toBe(501);
    const body = { ...CHOICES, CustomizationFile: file(SMALL) };
    const answers = await Promise.all([post("ImportSolutionAsync", body), post("ImportSolutionAsync", body)]);
    const refused = answers.filter((answer) => answer.status !== 200);
    for (const { json } of refused) expect(json.error.code).toBe("0x80071151");
    await environment.platform.drain();
    expect(await solutions()).toHaveLength(1);
  });
});
