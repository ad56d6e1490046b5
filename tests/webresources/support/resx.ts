import { DOMParser } from "@xmldom/xmldom";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

export const LANGUAGES = ["1033", "1031", "1036", "3082"] as const;

const ROOT = resolve(__dirname, "../../..");

/** The texts of a .NET resource file by key; `path` from the root of the repository. Throws on a key given twice. */
export function readResx(path: string): Map<string, string> {
  const document = new DOMParser().parseFromString(readFileSync(resolve(ROOT, path), "utf8"), "text/xml");
  const texts = new Map<string, string>();
  for (const data of Array.from(document.getElementsByTagName("data"))) {
    const key = data.getAttribute("name") ?? "";
    if (texts.has(key)) throw new Error(`${path} has ${key} twice`);
    texts.set(key, data.getElementsByTagName("value")[0]?.textContent ?? "");
  }
  return texts;
}

/** The gaps of a text, sorted: "{1} of {0}" gives ["{0}", "{1}"]. */
export function gapsOf(text: string): string[] {
  return [...new Set(text.match(/\{\d\}/g) ?? [])].sort();
}
