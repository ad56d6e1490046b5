import * as React from "react";
import { Button, MessageBar, MessageBarActions, MessageBarBody } from "@fluentui/react-components";
import { usePage } from "../page-context";

/** Asks once more before records stop being synced. */
export const LeaveAlone: React.FC<{
  readonly count: number;
  readonly onYes: () => void;
  readonly onNo: () => void;
}> = ({ count, onNo, onYes }) => {
  const { formats, t } = usePage();
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>{t("Leave_Alone_Sure", count === 1 ? 1 : formats.number(count))}</MessageBarBody>
      <MessageBarActions>
        <Button onClick={onYes}>{t("Leave_Alone_Yes")}</Button>
        <Button appearance="transparent" onClick={onNo}>
          {t("Cancel")}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
};
