import { operation } from "../../../core/generated/schema";
import type { PanelProps } from "../components/panel-props";
import type { PanelContext } from "../inputs";
import type { Services } from "../state/services";
import { datesFrom } from "../../shared/dates";
import { currentRecord } from "./record";
import { statusOf } from "./snapshot";
import { wordsFrom } from "../../shared/words";

/** `PrivilegeType.Create` and `PrivilegeDepth.Basic` of the framework. */
const CREATE = 1;
const BASIC = 0;

/** Words and dates per resources object: the same objects every time, so that nothing below renders in vain. */
const texts = new WeakMap<object, Pick<PanelProps, "words" | "dates">>();

/** The framework's context as the panel's props. Null-safe: hosts differ in what they fill. */
export function panelProps(context: PanelContext, services: Services): PanelProps {
  const { status, syncedOn } = context.parameters;
  const readable = status.security?.readable !== false;
  return {
    record: currentRecord(context),
    boundStatus: readable ? statusOf(status.raw) : undefined,
    boundSyncedOn: syncedOn?.raw ? new Date(syncedOn.raw).getTime() : undefined,
    readOnly: context.mode.isControlDisabled,
    mayAct: mayAct(context),
    hostOffline: context.client?.isOffline?.() ?? false,
    language: context.userSettings.languageId,
    theme: context.fluentDesignLanguage?.tokenTheme,
    services,
    ...textsOf(context),
  };
}

/** The Custom APIs ask for the right to create an operation; where the host cannot say, the API will. */
function mayAct(context: PanelContext): boolean {
  try {
    return context.utils.hasEntityPrivilege(operation.logicalName, CREATE, BASIC);
  } catch {
    return true;
  }
}

function textsOf(context: PanelContext): Pick<PanelProps, "words" | "dates"> {
  const known = texts.get(context.resources);
  if (known) return known;
  const words = wordsFrom(context.resources);
  const made = { words, dates: datesFrom(context, words) };
  texts.set(context.resources, made);
  return made;
}
