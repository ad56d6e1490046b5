import type { Theme } from "@fluentui/react-components";
import type { RecordRef } from "../../shared/record";
import type { Texts } from "../../shared/texts";
import type { Services } from "../state/services";

/** Everything the card needs; nothing of the control framework. */
export interface MailProps extends Texts {
  /** Without an id on a form whose record is not saved yet. */
  readonly record?: RecordRef;
  /** The record's own address; "" where it has none, or nobody may see it. */
  readonly address: string;
  /** The person's roles allow asking. */
  readonly mayAct: boolean;
  /** LCID of the user's language. */
  readonly language: number;
  /** Direction the host writes in. */
  readonly dir?: "ltr" | "rtl";
  readonly theme?: Theme;
  readonly services: Services;
}
