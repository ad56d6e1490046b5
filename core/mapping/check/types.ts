/** Blue, yellow, red: as it stands; with a limit or a workaround; not at all. */
export type CheckLevel = "supported" | "limited" | "unsupported";

/** Why. Words for each in `core/issues/texts` under "checks". */
export const CHECK_CODES = [
  "fits",
  "isCut",
  "mayBeTooLong",
  "phoneColumn",
  "otherFormat",
  "asText",
  "mayNotConvert",
  "onlyExactChoices",
  "stateNeedsReason",
  "timeDropped",
  "byKey",
  "onlyOnCreate",
  "onlyOnUpdate",
  "onlyToSystem",
  "onlyToDataverse",
  "columnMissing",
  "columnReadOnly",
  "columnNotReadable",
  "systemFieldMissing",
  "systemFieldReadOnly",
  "needsOwnerRule",
  "needsLookupRule",
  "needsDateRule",
  "lookupTableMissing",
  "lookupKeyMissing",
  "valueDoesNotFit",
  "typesDoNotMatch",
  "columnOfPlatform",
  "columnOfSync",
  "campaignNotOffered",
  "engagementNotOffered",
  "mappedElsewhere",
  "weakRule",
  "ruleComparesPhone",
] as const;

export type CheckCode = (typeof CHECK_CODES)[number];

/** What the check says about one line: the worst finding counts. */
export interface CheckResult {
  readonly line: string;
  readonly level: CheckLevel;
  readonly code: CheckCode;
  readonly params: Readonly<Record<string, string | number>>;
  /** A column that suits better, where there is one. */
  readonly suggestedColumn?: string;
}

/** One finding, before it is tied to a line. */
export interface Finding {
  readonly level: CheckLevel;
  readonly code: CheckCode;
  readonly suggestedColumn?: string;
}

export const FITS: Finding = { level: "supported", code: "fits" };

export const WEIGHT: Readonly<Record<CheckLevel, number>> = { supported: 0, limited: 1, unsupported: 2 };

/** The worst of several findings; among equals the first, so the order of the checks is the order of their weight. */
export function worst(findings: readonly Finding[]): Finding {
  return findings.reduce((a, b) => (WEIGHT[b.level] > WEIGHT[a.level] ? b : a), FITS);
}
