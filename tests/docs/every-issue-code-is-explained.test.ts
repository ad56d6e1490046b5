import { readFileSync } from "node:fs";
import path from "node:path";
import { ISSUE_CODES, type IssueCode } from "../../core/issues/codes";
import { describe as inWords } from "../../core/issues/describe";

const PAGE = path.resolve(__dirname, "../../docs/issue-codes.md");

/** Rows of the page's tables: code, title, cure. */
const rows = readFileSync(PAGE, "utf8")
  .split("\n")
  .flatMap((line) => {
    const [, code, title, cure] = /^\| `([A-Z_]+)` +\| (.*?) +\| (.*?) *\|$/.exec(line) ?? [];
    return code ? [{ code, title: title!, cure: cure! }] : [];
  });

describe("docs/issue-codes.md", () => {
  it.each([...ISSUE_CODES])("says what to do about %s", (code) => {
    const [row, ...more] = rows.filter((each) => each.code === code);
    expect(more).toEqual([]);
    expect(row?.cure).toMatch(/\w{3}/);
  });

  it("calls each by the words people read", () => {
    const shown = Object.fromEntries(rows.map(({ code, title }) => [code, title]));
    const known = rows.map(({ code }) => code as IssueCode).filter((code) => ISSUE_CODES.includes(code));
    expect(shown).toMatchObject(
      Object.fromEntries(known.map((code) => [code, inWords({ code }, "en", { system: "Wave" }).title])),
    );
  });

  it("names no code that does not exist", () => {
    expect(rows.map(({ code }) => code).filter((code) => !ISSUE_CODES.includes(code as IssueCode))).toEqual(
      [],
    );
  });
});
