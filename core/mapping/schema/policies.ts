import { DocumentError } from "../document";
import type { MappingPolicies } from "../types";
import { validateMatchRules } from "../validate-match-rules";
import { DOCUMENT_VERSION, readDocument, versionShape } from "./read-document";
import { policiesShape } from "./shapes";

const shape = policiesShape.extend({ version: versionShape });

/** The document in `wave_mapping.wave_policies`; what is left out gets the default. Throws a {@link DocumentError}. */
export function parsePolicies(text: string): MappingPolicies {
  const { version: _version, ...policies } = readDocument("policies", text, shape);
  const identify = policies.companies?.identify;
  const problems = [
    ...(typeof identify === "object" ? validateMatchRules(identify.groups, "account") : []),
    ...(policies.otherTables ?? []).flatMap(({ matchRules, table }) => validateMatchRules(matchRules, table)),
  ];
  if (problems.length > 0)
    throw new DocumentError(problems.map((problem) => ({ ...problem, document: "policies" as const })));
  return policies;
}

export function serializePolicies(policies: MappingPolicies): string {
  return JSON.stringify({ version: DOCUMENT_VERSION, ...policies }, null, 2);
}
