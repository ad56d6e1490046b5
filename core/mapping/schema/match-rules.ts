import * as z from "zod";
import { DocumentError } from "../document";
import type { MatchRules } from "../types";
import { validateMatchRules } from "../validate-match-rules";
import { DOCUMENT_VERSION, readDocument, versionShape } from "./read-document";
import { conditionShape } from "./shapes";

const shape = z.strictObject({ version: versionShape, groups: z.array(z.array(conditionShape)) });

/**
 * The document in `wave_mapping.wave_matchrules`: `groups` is OR, the conditions inside one AND.
 * Throws a {@link DocumentError}; among others for rules that would take an email address for an identity.
 */
export function parseMatchRules(text: string, table: string): MatchRules {
  const { groups } = readDocument("matchRules", text, shape);
  const problems = validateMatchRules(groups, table);
  if (problems.length > 0) throw new DocumentError(problems);
  return groups;
}

export function serializeMatchRules(rules: MatchRules): string {
  return JSON.stringify({ version: DOCUMENT_VERSION, groups: rules }, null, 2);
}
