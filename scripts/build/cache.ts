import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { filesBelow } from "../solution/files";

const STAMP = ".inputs";

/** A hash of what goes into a step: texts, files, and all files below folders (paths and contents). */
export function hashOf(inputs: {
  texts?: string[];
  files?: string[];
  folders?: string[];
  ignore?: RegExp;
}): string {
  const hash = createHash("sha256");
  const add = (name: string, content: string | Buffer): void => {
    hash.update(`${name}\0${content.length}\0`).update(content);
  };
  (inputs.texts ?? []).forEach((text) => add("text", text));
  (inputs.files ?? []).forEach((file) => add(file, existsSync(file) ? readFileSync(file) : ""));
  for (const folder of inputs.folders ?? []) {
    for (const file of filesBelow(folder)) {
      if (!inputs.ignore?.test(file)) add(file, readFileSync(join(folder, file)));
    }
  }
  return hash.digest("hex");
}

/** Whether a folder was made from the same inputs, and is still as it was made. */
export function isFresh(folder: string, inputs: string): boolean {
  const stamp = join(folder, STAMP);
  return existsSync(stamp) && readFileSync(stamp, "utf8") === `${inputs} ${outputsOf(folder)}`;
}

/** Notes what a folder was made from; to be called when it is complete. */
export function markFresh(folder: string, inputs: string): void {
  writeFileSync(join(folder, STAMP), `${inputs} ${outputsOf(folder)}`);
}

const outputsOf = (folder: string): string => hashOf({ folders: [folder], ignore: /^\.inputs$/ });
