import * as React from "react";
import { showError } from "../ui/dialogs";
import { WebResourceIcon } from "../ui/WebResourceIcon";
import { orderOf, type CommandItem } from "./commands";
import type { RibbonContext } from "./context";
import { rulesHold } from "./rules";
import { runScript } from "./run-script";
import type { ButtonDefinition, Ribbon } from "./types";

/** A solution's button, and whether its rules let it be shown (a disabled command is hidden). */
export interface CustomCommand {
  readonly item: CommandItem;
  readonly shown: Promise<boolean>;
}

function toItem(ribbon: Ribbon, button: ButtonDefinition, current: () => RibbonContext): CommandItem {
  const command = ribbon.commands.get(button.command);
  const run = async () => {
    try {
      if (command?.url) window.open(command.url, "_blank", "noopener");
      for (const script of command?.scripts ?? []) await runScript(script, current());
    } catch (error) {
      await showError(error);
    }
  };
  return {
    id: button.id,
    label: button.label,
    ...(button.tooltip ? { tooltip: button.tooltip } : {}),
    ...(button.image ? { icon: <WebResourceIcon name={button.image} /> } : {}),
    run,
    ...(button.children ? { children: button.children.map((child) => toItem(ribbon, child, current)) } : {}),
    order: orderOf(button.group, button.sequence),
  };
}

/** The buttons of a solution for one place, each with its rules under way. `current` is asked anew at each click. */
export function customCommands(
  ribbons: readonly Ribbon[],
  context: RibbonContext,
  current: () => RibbonContext,
): CustomCommand[] {
  return ribbons.flatMap((ribbon) =>
    ribbon.buttons
      .filter((button) => button.place === context.place && !ribbon.hidden.has(button.id))
      .map((button) => ({
        item: toItem(ribbon, button, current),
        shown: isShown(ribbon, button, context),
      })),
  );
}

async function isShown(ribbon: Ribbon, button: ButtonDefinition, context: RibbonContext): Promise<boolean> {
  const command = ribbon.commands.get(button.command);
  if (!command) return button.children !== undefined;
  return (
    (await rulesHold(command.displayRules, ribbon.displayRules, context, runScript)) &&
    (await rulesHold(command.enableRules, ribbon.enableRules, context, runScript))
  );
}
