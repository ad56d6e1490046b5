import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { findingsIn } from "../../connector/cli/solution/import-log";
import { startDynamics, type Dynamics } from "../connector/support/dynamics";
import { packSolution } from "../local/platform/support/small-solution";
import { runImport } from "./support/import";

const MISSING =
  '<MissingDependency><Required type="61" schemaName="other_/js/lib.js" displayName="Library" solution="Other" /></MissingDependency>';

describe("wave-sync import", () => {
  let dynamics: Dynamics;
  let folder: string;

  beforeAll(async () => {
    dynamics = await startDynamics({ withSolution: false });
    folder = await mkdtemp(path.join(tmpdir(), "import-"));
  });
  afterAll(async () => {
    await dynamics?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const solutions = () =>
    dynamics.rows("solution").map(({ values }) => [values.uniquename, values.ismanaged]);
  const file = async (name: string, bytes: Uint8Array) => {
    const whole = path.join(folder, name);
    await writeFile(whole, bytes);
    return whole;
  };

  it("--check has the environment look at the zip, and imports nothing", async () => {
    expect(await runImport(dynamics, "--check")).toMatch(
      /checks WaveSync_unmanaged\.zip[\s\S]*would be taken/,
    );
    expect(solutions()).toEqual([]);
    expect(dynamics.rows("importjob")).toEqual([]);
  });

  it("names what the environment lacks, and imports nothing", async () => {
    const zip = await file("needy.zip", packSolution({ missingDependencies: MISSING }));
    await expect(runImport(dynamics, "--file", zip)).rejects.toMatchObject({
      code: "0x8004801d",
      message: expect.stringContaining("Missing: Library of the solution Other"),
      nextStep: expect.stringContaining("Install or enable"),
    });
    expect(solutions()).toEqual([]);
  });

  it("imports as a job of the environment, and says how far it is", async () => {
    expect(await runImport(dynamics)).toMatch(/Importing \.\.\.\n {2}100 %\n[\s\S]*the keys are active/);
    expect(solutions()).toEqual([["WaveSync", false]]);
    const jobs = dynamics.rows("asyncoperation").map(({ values }) => [values.name, values.statuscode]);
    expect(jobs).toContainEqual(["Import Solution", 30]);
  });

  it("the managed zip over the unmanaged solution: says both ways out", async () => {
    await expect(runImport(dynamics, "--managed")).rejects.toMatchObject({
      code: "0x80048040",
      nextStep: expect.stringMatching(/without --managed[\s\S]*delete that solution/),
    });
    expect(solutions()).toEqual([["WaveSync", false]]);
  });

  it("a file that is no zip, or not there, is told before anybody is asked", async () => {
    const text = await file("text.zip", Buffer.from("nothing"));
    await expect(runImport(dynamics, "--file", text)).rejects.toMatchObject({ code: "ZIP_INVALID" });
    await expect(runImport(dynamics, "--file", "gone.zip")).rejects.toMatchObject({ code: "ZIP_MISSING" });
  });
});

test("of an import's log, warnings and failures are told with their component, each once", () => {
  const result = (kind: string, text: string) =>
    `<result result="${kind}" errorcode="0x1" errortext="${text}" />`;
  const log =
    `<importexportxml><solutionManifests><solutionManifest id="Small">${result("failure", "no &lt;table&gt;")}</solutionManifest></solutionManifests>` +
    `<entities><entity id="sml_thing" LocalizedName="Thing">${result("failure", "no &lt;table&gt;")}</entity>` +
    `<entity id="contact">${result("warning", "publisher differs")}</entity><entity id="email">${result("success", "")}</entity></entities></importexportxml>`;
  expect(findingsIn(log)).toEqual([
    { result: "failure", component: "solutionManifest Small", text: "no <table>" },
    { result: "warning", component: "entity contact", text: "publisher differs" },
  ]);
  expect(findingsIn("")).toEqual([]);
});
