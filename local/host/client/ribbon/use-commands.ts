import * as React from "react";
import { loadRibbons } from "./load";
import type { CommandItem } from "./commands";
import type { RibbonContext } from "./context";
import { customCommands } from "./custom-commands";
import { showError } from "../ui/dialogs";
import { platformId } from "./platform-ids";
import type { Ribbon } from "./types";

/**
 * The command bar's buttons in their order: standard ones that no solution hides, and the solution's whose rules hold. A button keeps its
 * state until its rules have been evaluated again, so that a change of selection does not make the bar flicker.
 * `revision` changes whenever the rules have to be asked again.
 */
export function useCommands(
  standard: readonly CommandItem[],
  context: () => RibbonContext,
  revision: string,
  language: number,
): readonly CommandItem[] {
  const { table, place } = context();
  const [ribbons, setRibbons] = React.useState<readonly Ribbon[]>();
  const [shown, setShown] = React.useState<ReadonlyMap<string, CommandItem>>(new Map());
  const current = React.useRef(context);
  current.current = context;

  React.useEffect(() => {
    let open = true;
    loadRibbons(table, language).then(
      (loaded) => open && setRibbons(loaded),
      (error: unknown) => {
        if (open) setRibbons([]);
        if (open) void showError(error);
      },
    );
    return () => {
      open = false;
    };
  }, [table, language]);

  React.useEffect(() => {
    let open = true;
    for (const { item, shown: decision } of customCommands(ribbons ?? [], current.current(), () =>
      current.current(),
    )) {
      void decision.then((visible) => {
        if (!open) return;
        setShown((before) => {
          const next = new Map(before);
          if (visible) next.set(item.id, item);
          else next.delete(item.id);
          return next;
        });
      });
    }
    return () => {
      open = false;
    };
  }, [ribbons, revision]);

  // Until the solution has been heard, none: a button it hides must not be there for a moment.
  if (!ribbons) return [];
  const left = standard.filter(
    ({ id }) => !ribbons.some(({ hidden }) => hidden.has(platformId(place, table, id))),
  );
  return [...left, ...shown.values()].sort((a, b) => a.order - b.order);
}
