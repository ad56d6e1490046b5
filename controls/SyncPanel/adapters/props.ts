import { mayAct } from "../../shared/may-act";
import type { PanelProps } from "../components/panel-props";
import type { PanelContext } from "../inputs";
import type { Services } from "../state/services";
import { currentRecord } from "../../shared/record";
import { statusOf } from "./snapshot";
import { textsOf } from "../../shared/texts";

/** The framework's context as the panel's props. Null-safe: hosts differ in what they fill. */
export function panelProps(context: PanelContext, services: Services): PanelProps {
  const { details, status, syncedOn } = context.parameters;
  const readable = status.security?.readable !== false;
  return {
    record: currentRecord(context),
    boundStatus: readable ? statusOf(status.raw) : undefined,
    boundSyncedOn: syncedOn?.raw ? new Date(syncedOn.raw).getTime() : undefined,
    boundDetails: details?.raw ?? undefined,
    readOnly: context.mode.isControlDisabled,
    mayAct: mayAct(context),
    hostOffline: context.client?.isOffline?.() ?? false,
    language: context.userSettings.languageId,
    dir: context.userSettings.isRTL ? "rtl" : "ltr",
    theme: context.fluentDesignLanguage?.tokenTheme,
    services,
    ...textsOf(context),
  };
}
