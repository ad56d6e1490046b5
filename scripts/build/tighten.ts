import { minifySync } from "@swc/core";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Minifies a control's bundle once more. The tool's own minifier leaves names in objects of which a control uses a few;
 * this one puts them where they are used, and drops the rest.
 */
export function tighten(controlFolder: string): void {
  const file = join(controlFolder, "bundle.js");
  const { code } = minifySync(readFileSync(file, "utf8"), {
    ecma: 2020,
    compress: { ecma: 2020, passes: 3 },
    mangle: true,
    format: { comments: "some" },
  });
  writeFileSync(file, code);
}
