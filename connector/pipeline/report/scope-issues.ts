import { mappingInvalid } from "../../../core/issues/describe";
import { languageOf } from "../../../core/issues/languages";
import { DocumentError } from "../../../core/mapping/document";
import type { Scope } from "../build/read-scope";
import { reportMappingIssues, type MappingReporter } from "./mapping-issues";

/**
 * Tells the admins that the view of a mapping cannot be used, or that it can again. Whoever has read it reports it, whether or not
 * anything is synced: else what is cured would stay open until something differs.
 * @param scope what reading it came to
 */
export function reportScopeRead(reporter: MappingReporter, scope: Scope | DocumentError): Promise<void> {
  return report(reporter, "read", scope instanceof DocumentError ? scope : null);
}

/** The same of asking the view which rows it holds. @param error null: it has answered */
export function reportScopeAsked(reporter: MappingReporter, error: DocumentError | null): Promise<void> {
  return report(reporter, "asked", error);
}

function report(reporter: MappingReporter, what: "read" | "asked", error: DocumentError | null) {
  const issues = error?.problems.slice(0, 1).map(({ fault }) => ({
    key: fault,
    issue: mappingInvalid(error.problems, languageOf(reporter.lcid)),
  }));
  return reportMappingIssues(reporter, `scope/${what}`, issues ?? []);
}
