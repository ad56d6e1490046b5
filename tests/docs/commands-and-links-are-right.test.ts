import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { ISSUE_CODES } from "../../core/issues/codes";
import { createProgram } from "../../connector/cli/program";
import { scripts } from "../../package.json";

const ROOT = path.resolve(__dirname, "../..");
/** What is made, not written. */
const MADE = new Set(["node_modules", "dist", "out", ".git", ".wave-sync"]);

/** Every page a person reads, from the root of the repository. */
const pages = readdirSync(ROOT, { withFileTypes: true })
  .filter((entry) => !MADE.has(entry.name))
  .flatMap((entry) =>
    entry.isDirectory()
      ? readdirSync(path.join(ROOT, entry.name), { recursive: true, encoding: "utf8" }).map((name) =>
          path.join(entry.name, name),
        )
      : [entry.name],
  )
  .filter((name) => name.endsWith(".md"))
  .map((name) => ({ name, text: readFileSync(path.join(ROOT, name), "utf8") }));

/** A heading's address, as GitHub makes it. */
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, "")
    .replaceAll(" ", "-");

function leadsNowhere(page: string, link: string): boolean {
  const [target = "", wanted] = link.split("#");
  const file = path.join(ROOT, target === "" ? page : path.join(path.dirname(page), target));
  if (!existsSync(file)) return true;
  if (wanted === undefined || !file.endsWith(".md")) return false;
  const headings = [...readFileSync(file, "utf8").matchAll(/^#+ (.*)$/gm)].map(([, text]) => anchor(text!));
  return !headings.includes(wanted);
}

const commands = createProgram().commands;

/** What is wrong with a command line of ours; nothing is right. */
function faultsOf([line, name, rest]: RegExpMatchArray): readonly string[] {
  const command = commands.find((each) => each.name() === name);
  if (!command) return [line];
  const known = new Set([...command.options.map((option) => option.long), "--help"]);
  return (rest!.match(/--[a-z][a-z-]*/g) ?? []).filter((option) => !known.has(option));
}

describe.each(pages)("$name", ({ name, text }) => {
  it("has links that lead somewhere", () => {
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!);
    const own = links.filter((link) => !/^[a-z]+:/.test(link));
    expect(own.filter((link) => leadsNowhere(name, link))).toEqual([]);
  });

  it("names commands and options that are there", () => {
    const joined = text.replaceAll("\\\n", " ");
    expect([...joined.matchAll(/wave-sync ([a-z][a-z-]*)([^`\n]*)/g)].flatMap(faultsOf)).toEqual([]);
    const npm = [...text.matchAll(/npm run ([a-z]+)/g)].map(([, script]) => script!);
    expect(npm.filter((script) => !(script in scripts))).toEqual([]);
  });

  it("names settings that are read", () => {
    // A secret comes from its variable, or from the file that the one with _FILE names.
    const options = commands
      .flatMap((command) => command.options.map((option) => option.envVar))
      .flatMap((name) => [name, name?.replace(/_FILE$/, "")]);
    const schema = readFileSync(path.join(ROOT, "connector/settings/schema.ts"), "utf8");
    const settings = text.match(/\b(?:WAVE|DATAVERSE|DATABASE)_[A-Z_]+\b/g) ?? [];
    const codes = new Set<string>(ISSUE_CODES);
    const unknown = settings.filter(
      (one) => !options.includes(one) && !schema.includes(`${one}:`) && !codes.has(one),
    );
    expect(unknown).toEqual([]);
  });
});
