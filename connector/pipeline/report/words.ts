import { describe, type DescribedProblem } from "../../../core/issues/describe";
import type { Language } from "../../../core/issues/languages";
import { languageOf } from "../../../core/issues/languages";
import type { IssueRef } from "../../../core/plan/types";
import type { Problem } from "../../../core/operation/types";
import type { Sync } from "../sync";

/** What every text may mention. */
export interface Speaker {
  readonly language: Language;
  readonly params: Readonly<Record<string, string>>;
}

export function speaker(sync: Pick<Sync, "connection" | "correlationId">, lcid: number | undefined): Speaker {
  return {
    language: languageOf(lcid),
    params: { system: sync.connection.adapter.system, correlationId: sync.correlationId },
  };
}

/** A problem with its title, for lists. */
export function titled(issue: IssueRef, by: Speaker): DescribedProblem {
  return describe(issue, by.language, by.params);
}

/** A problem as it is shown to the person who asked. */
export function spoken(issue: IssueRef, by: Speaker): Problem {
  const { code, message, nextStep } = titled(issue, by);
  return { code, message, nextStep };
}

/** The same problem, but for what the record holds: where more people read than may read the record, it says only which field. */
export function withoutValues({ code, params = {} }: IssueRef): IssueRef {
  const { field, limit } = params;
  return {
    code,
    params: { ...(field === undefined ? {} : { field }), ...(limit === undefined ? {} : { limit }) },
  };
}
