import * as React from "react";
import { Button, useId } from "@fluentui/react-components";
import type { ClickKind, RequestKind } from "../../../webresources/client";
import { Icon, type IconName } from "../../shared/icons";
import { useSharedStyles } from "../../shared/shared-styles";
import { useSurroundings } from "../../shared/surroundings";

const ICONS: Readonly<Record<RequestKind, IconName>> = { push: "up", pull: "down", preview: "eye" };

export interface ActionsProps {
  /** Name of the system the buttons act on. */
  readonly system: string;
  /** What there is to ask for. */
  readonly kinds: readonly RequestKind[];
  /** Kinds that cannot be asked for now. */
  readonly closed: readonly ClickKind[];
  /** Why, in words; shown below and read out with each closed button. */
  readonly why?: string;
  /** Another part of the panel has the main button now, for example a preview. */
  readonly quiet?: boolean;
  readonly onAct: (kind: RequestKind) => void;
}

/**
 * Sync to the system, sync from it, preview. Closed buttons stay reachable by keyboard, so that focus is not lost while something
 * runs and the reason can be heard.
 */
export function Actions({ system, kinds, closed, why, quiet, onAct }: ActionsProps) {
  const shared = useSharedStyles();
  const { words } = useSurroundings();
  const whyId = useId("why");
  return (
    <div className={shared.stack}>
      <div className={shared.buttons} role="group" aria-label={words("Actions")}>
        {kinds.map((kind) => {
          const isClosed = closed.includes(kind);
          return (
            <Button
              key={kind}
              className={shared.button}
              data-wave-action={kind}
              appearance={kind === "push" && !quiet ? "primary" : "secondary"}
              icon={<Icon name={ICONS[kind]} />}
              disabledFocusable={isClosed}
              aria-describedby={isClosed && why ? whyId : undefined}
              onClick={() => !isClosed && onAct(kind)}
            >
              {words(`Act_${kind}`, system)}
            </Button>
          );
        })}
      </div>
      {why && (
        <p id={whyId} className={shared.note}>
          {why}
        </p>
      )}
    </div>
  );
}
