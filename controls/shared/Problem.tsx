import * as React from "react";
import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  shorthands,
  tokens,
} from "@fluentui/react-components";
import type { ProblemText } from "./problem-text";
import { CopyButton } from "./CopyButton";
import { useSharedStyles } from "./shared-styles";
import { useSurroundings } from "./surroundings";

const useStyles = makeStyles({
  bar: { ...shorthands.padding(tokens.spacingVerticalS, tokens.spacingHorizontalM), height: "auto" },
  body: { whiteSpace: "normal" },
  next: { ...shorthands.margin(tokens.spacingVerticalXS, 0, 0) },
  reference: { fontSize: tokens.fontSizeBase200 },
});

/** A button beside a problem: what the person can do about it. */
export interface ProblemAction {
  readonly label: string;
  readonly onAct: () => void;
  /** The action isn't available now; its button stays visible. */
  readonly closed?: boolean;
  /** The main action. */
  readonly main?: boolean;
}

export interface ProblemProps {
  readonly problem: ProblemText;
  readonly actions?: readonly ProblemAction[];
}

/** What happened, what to do about it, and, where something failed, what to tell support. */
export function Problem({ problem, actions = [] }: ProblemProps) {
  const styles = useStyles();
  const shared = useSharedStyles();
  const { words } = useSurroundings();
  return (
    // The panel's own live region announces it; the message bar must not announce it again.
    <MessageBar
      className={styles.bar}
      intent={problem.isNews ? "info" : problem.isWarning ? "warning" : "error"}
      layout="multiline"
      politeness="polite"
    >
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{problem.message}</MessageBarTitle>
        {problem.nextStep && <p className={styles.next}>{problem.nextStep}</p>}
        {!problem.isWarning && (
          <div className={styles.reference}>
            <span className={shared.muted}>
              {problem.reference
                ? words("ProblemReference", problem.code, problem.reference)
                : words("ProblemCode", problem.code)}
            </span>
            {problem.reference && (
              <CopyButton text={`${problem.code} ${problem.reference}`} label={words("Reference")} />
            )}
          </div>
        )}
      </MessageBarBody>
      {actions.length > 0 && (
        <MessageBarActions>
          {actions.map(({ label, onAct, closed = false, main }) => (
            <Button
              key={label}
              size="small"
              appearance={main ? "primary" : "secondary"}
              disabledFocusable={closed}
              onClick={() => !closed && onAct()}
            >
              {label}
            </Button>
          ))}
        </MessageBarActions>
      )}
    </MessageBar>
  );
}
