import * as React from "react";
import {
  Add20Regular,
  ArrowClockwise20Regular,
  Delete20Regular,
  Document20Regular,
  DocumentProhibited20Regular,
  Save20Regular,
  SaveArrowRight20Regular,
} from "@fluentui/react-icons";
import { t, type StringKey } from "../strings";
import { orderOf, type CommandItem } from "./commands";

/** The platform's own buttons: id, words, icon, place in the bar. What they do is the page's business. */
const STANDARD = {
  save: ["Mscrm.Save", "commandSave", <Save20Regular key="i" />, "Save", 10],
  saveAndClose: [
    "Mscrm.SaveAndClose",
    "commandSaveAndClose",
    <SaveArrowRight20Regular key="i" />,
    "Save",
    20,
  ],
  create: ["Mscrm.NewRecord", "commandNew", <Add20Regular key="i" />, "Save", 30],
  activate: ["Mscrm.Activate", "commandActivate", <Document20Regular key="i" />, "Save", 40],
  deactivate: ["Mscrm.Deactivate", "commandDeactivate", <DocumentProhibited20Regular key="i" />, "Save", 50],
  remove: ["Mscrm.Delete", "commandDelete", <Delete20Regular key="i" />, "Save", 60],
  refresh: ["Mscrm.Refresh", "commandRefresh", <ArrowClockwise20Regular key="i" />, "Save", 70],
} as const satisfies Record<string, readonly [string, StringKey, React.ReactElement, string, number]>;

export type StandardCommand = keyof typeof STANDARD;

/** The standard buttons that `actions` gives something to do, in Dynamics' order. */
export function standardCommands(
  actions: Partial<Record<StandardCommand, (() => unknown) | undefined | false>>,
  labels: Partial<Record<StandardCommand, string>> = {},
): CommandItem[] {
  return (Object.keys(STANDARD) as StandardCommand[]).flatMap((name) => {
    const run = actions[name];
    if (!run) return [];
    const [id, key, icon, group, sequence] = STANDARD[name];
    return [{ id, label: labels[name] ?? t(key), icon, order: orderOf(group, sequence), run }];
  });
}
