import * as React from "react";
import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from "@fluentui/react-components";
import { isWorthARetry, type ClientError } from "../../../client";
import { NotDescribedError } from "../data/describe";
import { usePage } from "../page-context";

interface Props {
  readonly error: ClientError;
  readonly onRetry?: () => void;
  /** The role that is needed for what was tried. */
  readonly needs?: "Administrator" | "Operator";
}

/** What went wrong, and what to do; a button where trying again can help. */
export const Problem: React.FC<Props> = (props) => {
  const { t } = usePage();
  const { error, needs = "Administrator", onRetry } = props;
  const told = error instanceof NotDescribedError ? error.problem : undefined;
  // Whoever may open a page and not do what it does lacks a role for it.
  const key = error.code === "NO_PRIVILEGE" ? `Needs_${needs}` : `Problem_${error.code}`;
  const message = told?.message ?? t(key);
  const nextStep = told?.nextStep ?? t(`${key}_Next`);
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{message}</MessageBarTitle> {nextStep}
      </MessageBarBody>
      {onRetry && (told !== undefined || isWorthARetry(error.code) || error.code === "UNEXPECTED") ? (
        <MessageBarActions>
          <Button onClick={onRetry}>{t("Try_Again")}</Button>
        </MessageBarActions>
      ) : null}
    </MessageBar>
  );
};
