import * as React from "react";
import { Button, useId } from "@fluentui/react-components";
import type { Side } from "../../../core/merge/types";
import type { Decision, DecisionKind } from "../../../core/operation/decision";
import { useSharedStyles } from "../../shared/shared-styles";
import { useSurroundings } from "../../shared/surroundings";

/** Decisions that are one click; the others need something chosen first. */
const PLAIN = ["create", "keep", "delete", "retry", "ignore"] as const satisfies readonly DecisionKind[];

export interface AnswersProps {
  readonly decisions: readonly DecisionKind[];
  readonly table: string;
  /** Where the records are that can be chosen instead. */
  readonly instead?: Side;
  readonly system: string;
  readonly closed: boolean;
  /** Why nothing can be decided, in words; read out with each closed button. */
  readonly why?: string;
  readonly onAnswer: (decision: Decision) => void;
}

/** The decisions that are one click, the most likely first. */
export function Answers({ decisions, table, instead, system, closed, why, onAnswer }: AnswersProps) {
  const shared = useSharedStyles();
  const { words } = useSurroundings();
  const whyId = useId("why");
  const plain = decisions.flatMap((kind) => PLAIN.filter((one) => one === kind));
  // If there are candidates to choose from above, none of these buttons is the main one.
  const main = decisions[0] === plain[0] ? plain[0] : undefined;

  return (
    <div className={shared.stack}>
      <div className={shared.buttons} role="group" aria-label={words("Answers")}>
        {plain.map((kind) => (
          <Button
            key={kind}
            data-wave-answer={kind}
            appearance={kind === main ? "primary" : kind === "ignore" ? "subtle" : "secondary"}
            disabledFocusable={closed}
            aria-describedby={why ? whyId : undefined}
            onClick={() => !closed && onAnswer({ kind })}
          >
            {label(kind)}
          </Button>
        ))}
      </div>
      {why && (
        <p id={whyId} className={shared.note}>
          {why}
        </p>
      )}
    </div>
  );

  function label(kind: (typeof PLAIN)[number]): string {
    if (kind !== "create") return words(`Answer_${kind}`);
    if (instead === "system") return words("Answer_create_instead_system", system);
    return words(`Answer_create_${instead ? "instead_" : ""}${table === "account" ? "account" : "contact"}`);
  }
}
