import type { Theme } from "@fluentui/react-components";
import type { IssueDetails } from "../../../core/issues/details";
import type { Texts } from "../../shared/texts";
import type { Services } from "../state/services";

/** Everything the control needs; nothing of the control framework. */
export interface IssueProps extends Texts {
  /** Undefined on a form that shows no saved issue. */
  readonly issueId?: string;
  readonly details: IssueDetails;
  readonly status: "open" | "resolved" | "ignored";
  /** What happened, and what to do. */
  readonly message: string;
  readonly nextStep: string;
  /** Name of the connection, e.g. "Wave". */
  readonly system?: string;
  /** The person's roles allow deciding. */
  readonly mayAct: boolean;
  /** LCID of the user's language. */
  readonly language: number;
  /** Direction the host writes in. */
  readonly dir?: "ltr" | "rtl";
  readonly theme?: Theme;
  readonly services: Services;
}
