/** The JSON documents in wave_mapping, and the view that says which rows it is for. */
export type DocumentName = "fieldMap" | "matchRules" | "policies" | "scope";

/** What can be wrong with a document; words for each in `core/issues/texts` under "documents". */
export const DOCUMENT_FAULTS = [
  "notJson",
  "unknownVersion",
  "missing",
  "noLines",
  "unknownKey",
  "wrongType",
  "unknownWord",
  "outOfRange",
  "duplicateLine",
  "duplicateColumn",
  "duplicateSystemField",
  "systemFieldMissing",
  "valueMissing",
  "manualBothWays",
  "severalEngagementLines",
  "reservedLine",
  "externalIdColumnMapped",
  "noGroups",
  "emptyGroup",
  "domainAlone",
  "tableMissing",
  "viewMissing",
  "viewUnreadable",
  "viewOtherTable",
  "viewCounts",
  "viewPersonal",
] as const;

export type DocumentFault = (typeof DOCUMENT_FAULTS)[number];

/** One thing wrong with a document: where it is and what would be right. */
export interface DocumentProblem {
  readonly document: DocumentName;
  readonly fault: DocumentFault;
  /** The line it is in: its id, or its number from 1 where it has none; for match rules the group's number. */
  readonly line?: string;
  /** Where inside it: `lines.3.direction`. */
  readonly path: string;
  /** What the text needs: `key`, `expected`, `found`, ... */
  readonly params: Readonly<Record<string, string | number>>;
}

/** Thrown when a document cannot be used; `problems` holds everything that is wrong, not just the first. */
export class DocumentError extends Error {
  override readonly name = "DocumentError";

  constructor(readonly problems: readonly DocumentProblem[]) {
    super(problems.map((problem) => `${problem.document} ${problem.path}: ${problem.fault}`).join("; "));
  }
}
