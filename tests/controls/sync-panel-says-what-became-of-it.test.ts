import type { FieldVerdict } from "../../core/plan/types";
import type { Outcome } from "../../core/outcome";
import { answerOf } from "../../webresources/client/answer";
import { announcement, resultTitle } from "../../controls/SyncPanel/state/announcement";
import type { PanelState, Result } from "../../controls/SyncPanel/state/types";
import { LANGUAGES } from "../webresources/support/resx";
import { finishedRow } from "../webresources/support/fake-rows";
import { panelWords } from "./support/panel";
import { CONTACT_ID, FIELDS } from "./support/samples";

const any = FIELDS[0]!;
const fieldsOf = (...verdicts: readonly FieldVerdict[]) =>
  verdicts.map((verdict, index) => ({ ...any, line: String(index), verdict }));

function result(kind: Result["kind"], outcome: Outcome, ...verdicts: readonly FieldVerdict[]): Result {
  const row = finishedRow([{ recordId: CONTACT_ID, outcome, fields: fieldsOf(...verdicts) }]);
  return { kind, answer: answerOf("o", row), system: "Wave", form: "refreshed" };
}

const said = (ended: Result, language = "1033") =>
  announcement({ phase: "ready", result: ended } as PanelState, panelWords(language));

describe("the panel says what became of a click, to the eye and to a screen reader", () => {
  it.each([
    ["a push that wrote", result("push", "updated", "writeSystem"), "Synced to Wave: 1 field updated."],
    [
      "a push that made a record",
      result("push", "created", "writeSystem", "writeSystem"),
      "Created in Wave: 2 fields updated.",
    ],
    [
      "a push with nothing to do",
      result("push", "unchanged", "unchanged"),
      "Already up to date: No differences found.",
    ],
    ["a pull that wrote", result("pull", "updated", "writeDataverse"), "Synced from Wave: 1 field updated."],
    [
      "a push that needs a choice",
      result("push", "conflict", "conflict", "conflict"),
      "Select which values to keep: 2 fields need your choice.",
    ],
    [
      "a push that left something out",
      result("push", "updated", "writeSystem", "leftOut"),
      "Synced to Wave: 1 field updated. 1 field skipped.",
    ],
    ["a push that did nothing", result("push", "skipped", "leftOut"), "Not synced: 1 field skipped."],
    ["a decision", result("resolve", "updated", "writeSystem"), "Your choice was applied: 1 field updated."],
    [
      "a decision that both sides had met meanwhile",
      result("resolve", "unchanged", "unchanged"),
      "Your choice was applied: No differences found.",
    ],
    [
      "a preview",
      result("preview", "updated", "writeSystem", "writeDataverse", "unchanged"),
      "Preview: 2 fields would change. No changes have been made yet.",
    ],
    ["a preview of nothing", result("preview", "unchanged", "unchanged"), "Preview: No differences found."],
  ])("%s", (_case, ended, text) => {
    expect(said(ended)).toBe(text);
  });

  it("a field that was left out is no difference: a preview of such alone promises no change", () => {
    expect(said(result("preview", "unchanged", "leftOut", "unchanged"))).not.toMatch(/would change/);
  });

  it.each(LANGUAGES)("every title names the system or needs none (%s)", (language) => {
    const words = panelWords(language);
    for (const ended of [result("push", "updated"), result("pull", "updated"), result("push", "created")]) {
      expect(resultTitle(words, ended)).toContain("Wave");
    }
  });
});
