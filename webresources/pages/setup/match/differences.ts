import { DocumentError } from "../../../../core/mapping/document";
import { parseMatchRules } from "../../../../core/mapping/schema/match-rules";
import type { MatchRules } from "../../../../core/mapping/types";
import type { MappingRow } from "../data/mapping";
import type { T } from "../ui/text";
import { sameRules } from "./rules";

/** Which rules are not the same in both versions: "Rule 2". */
export function differentRules(ours: MatchRules, theirs: MappingRow, t: T): readonly string[] {
  try {
    const rules = parseMatchRules(theirs.matchRules, theirs.table);
    const most = Math.max(rules.length, ours.length);
    return Array.from({ length: most }, (_, at) => at).flatMap((at) =>
      sameRules([ours[at] ?? []], [rules[at] ?? []]) ? [] : [t("Rule_Number", at + 1)],
    );
  } catch (error) {
    if (error instanceof DocumentError) return [];
    throw error;
  }
}
