import { mayAct } from "../../shared/may-act";
import { currentRecord } from "../../shared/record";
import { textsOf } from "../../shared/texts";
import type { MailProps } from "../components/mail-props";
import type { MailContext } from "../inputs";
import type { Services } from "../state/services";

/** The framework's context as the card's props. Null-safe: hosts differ in what they fill. */
export function mailProps(context: MailContext, services: Services): MailProps {
  const { address } = context.parameters;
  const readable = address.security?.readable !== false;
  return {
    record: currentRecord(context),
    address: readable ? (address.raw ?? "") : "",
    mayAct: mayAct(context),
    language: context.userSettings.languageId,
    dir: context.userSettings.isRTL ? "rtl" : "ltr",
    theme: context.fluentDesignLanguage?.tokenTheme,
    services,
    ...textsOf(context),
  };
}
