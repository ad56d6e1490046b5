import { readFileSync } from "node:fs";
import { solution } from "../../core/generated/schema";
import { fromRoot } from "../../scripts/build/root";
import { child, textOf } from "../../scripts/solution/xml";
import { xmlFiles, zipXml } from "./support/solution";

const { version } = JSON.parse(readFileSync(fromRoot("package.json"), "utf8")) as { version: string };

test("the solution carries the version of the package", () => {
  expect(solution.version).toBe(`${version}.0`);
  const manifest = child(zipXml("managed", "solution.xml"), "SolutionManifest")!;
  expect(textOf(manifest, "Version")).toBe(`${version}.0`);
});

test("so does the control: the platform keeps an old bundle as long as the version stays", () => {
  const [manifest] = xmlFiles(/^Controls\/[^/]+\/ControlManifest\.xml$/);
  expect(child(manifest!.root, "control")!.getAttribute("version")).toBe(version);
});
