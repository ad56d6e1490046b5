import * as React from "react";
import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  shorthands,
  tokens,
  type MessageBarProps,
} from "@fluentui/react-components";
import { Dismiss16Regular } from "@fluentui/react-icons";
import { t } from "../strings";
import { useObservable } from "../util/observable";
import { NotificationLevel, notifications } from "./notifications";

const useStyles = makeStyles({
  root: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalXS,
    ...shorthands.padding(tokens.spacingVerticalS, tokens.spacingHorizontalM, "0"),
  },
});

const INTENTS: Readonly<Record<number, MessageBarProps["intent"]>> = {
  [NotificationLevel.success]: "success",
  [NotificationLevel.error]: "error",
  [NotificationLevel.warning]: "warning",
  [NotificationLevel.information]: "info",
};

/** Xrm.App.addGlobalNotification: bars above the page. */
export const NotificationBars: React.FC = () => {
  const styles = useStyles();
  const { list } = useObservable(notifications);
  if (list.length === 0) return null;
  return (
    <div className={styles.root} role="region" aria-label={t("notifications")} data-global-notifications>
      {list.map(({ id, level, message, showCloseButton, action }) => (
        <MessageBar key={id} intent={INTENTS[level] ?? "info"} layout="multiline">
          <MessageBarBody>{message}</MessageBarBody>
          <MessageBarActions
            {...(showCloseButton
              ? {
                  containerAction: (
                    <Button
                      appearance="transparent"
                      icon={<Dismiss16Regular />}
                      aria-label={t("close")}
                      onClick={() => notifications.clear(id)}
                    />
                  ),
                }
              : {})}
          >
            {action?.actionLabel ? (
              <Button size="small" onClick={() => action.eventHandler?.()}>
                {action.actionLabel}
              </Button>
            ) : null}
          </MessageBarActions>
        </MessageBar>
      ))}
    </div>
  );
};
