import type { MailReason } from "../mail/reasons";
import type { CheckCode } from "../mapping/check/types";
import type { DocumentFault, DocumentName } from "../mapping/document";
import type { FieldReason } from "../plan/types";
import type { IssueCode } from "./codes";
import type { StandIns } from "./fill";
import type { Language } from "./languages";
import de from "./texts/de.json";
import en from "./texts/en.json";
import es from "./texts/es.json";
import fr from "./texts/fr.json";

/** What one language's file holds. The compiler sees to it that no code and no reason is missing. */
export interface Texts extends StandIns {
  readonly issues: Readonly<Record<IssueCode, IssueText>>;
  /** Why a mail is not on the timeline. */
  readonly mail: Readonly<Record<MailReason, string>>;
  /** Where a mail is that is on a timeline. */
  readonly mailThere: Readonly<Record<"logged" | "adopted", string>>;
  readonly reasons: Readonly<Record<FieldReason, string>>;
  readonly checks: Readonly<Record<CheckCode, string>>;
  /** Where a value that stands in Dynamics came from. */
  readonly cameFrom: string;
  /** Where in a mapping's documents a mistake is. */
  readonly places: Readonly<Record<DocumentName | `${DocumentName}Line`, string>>;
  readonly documents: Readonly<
    Record<DocumentFault, { readonly message: string; readonly nextStep: string }>
  >;
}

export interface IssueText {
  readonly title: string;
  /** What happened. */
  readonly message: string;
  /** What to do next. */
  readonly nextStep: string;
}

export const TEXTS: Readonly<Record<Language, Texts>> = { en, de, fr, es };
