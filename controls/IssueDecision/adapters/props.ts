import { decisionsFor } from "../../../core/issues/decisions";
import { ISSUE_CODES, type IssueCode } from "../../../core/issues/codes";
import { parseIssueDetails, type IssueDetails } from "../../../core/issues/details";
import { issueNames, IssueStatus } from "../../../core/generated/schema";
import { mayAct } from "../../shared/may-act";
import { currentRecord } from "../../shared/record";
import { textsOf } from "../../shared/texts";
import type { IssueProps } from "../components/issue-props";
import type { IssueContext } from "../inputs";
import type { Services } from "../state/services";

/** The framework's context as the control's props. Null-safe: hosts differ in what they fill. */
export function issueProps(context: IssueContext, services: Services): IssueProps {
  const { details, status, code, message, nextStep, connection } = context.parameters;
  const record = currentRecord(context);
  return {
    issueId: record?.table === issueNames.logicalName ? record.id : undefined,
    details: parseIssueDetails(details.raw) ?? withoutDocument(code?.raw),
    status: statusOf(status?.raw),
    message: message?.raw ?? "",
    nextStep: nextStep?.raw ?? "",
    system: connection?.raw?.[0]?.name,
    mayAct: mayAct(context),
    language: context.userSettings.languageId,
    dir: context.userSettings.isRTL ? "rtl" : "ltr",
    theme: context.fluentDesignLanguage?.tokenTheme,
    services,
    ...textsOf(context),
  };
}

/** An issue without a readable document can still be tried again or ignored. */
function withoutDocument(code: string | null | undefined): IssueDetails {
  const known = ISSUE_CODES.find((one) => one === code) as IssueCode | undefined;
  const needsNothing = decisionsFor(known ?? "UNEXPECTED").filter(
    (kind) => kind !== "fields" && kind !== "link",
  );
  return { version: 1, params: {}, decisions: needsNothing };
}

function statusOf(value: number | null | undefined): IssueProps["status"] {
  if (value === IssueStatus.Resolved) return "resolved";
  return value === IssueStatus.Ignored ? "ignored" : "open";
}
