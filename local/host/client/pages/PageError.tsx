import * as React from "react";
import { Button, makeStyles, shorthands, Text, tokens } from "@fluentui/react-components";
import { ErrorCircle48Regular } from "@fluentui/react-icons";
import type { ApiError } from "../api/error";
import { theHost } from "../host";
import { t } from "../strings";
import { showError } from "../ui/dialogs";

const useStyles = makeStyles({
  root: {
    display: "flex",
    flexDirection: "column",
    flexGrow: 1,
    alignItems: "center",
    justifyContent: "center",
    rowGap: tokens.spacingVerticalM,
    textAlign: "center",
    ...shorthands.padding("24px"),
  },
  icon: { color: tokens.colorPaletteRedForeground1 },
  text: { maxWidth: "560px", overflowWrap: "anywhere" },
  actions: { display: "flex", columnGap: tokens.spacingHorizontalS },
});

/** What a page shows instead of a record or list that it may not or cannot open. */
function titleOf(status: number | undefined): string {
  if (status === 403) return t("noAccess");
  if (status === 404) return t("recordNotFound");
  return t("errorTitle");
}

export const PageError: React.FC<{ readonly error: unknown }> = ({ error }) => {
  const styles = useStyles();
  const { status, message, code } = error as Partial<ApiError>;
  return (
    <div className={styles.root} role="alert">
      <ErrorCircle48Regular className={styles.icon} aria-hidden="true" />
      <Text as="h1" size={500} weight="semibold" style={{ margin: 0 }}>
        {titleOf(status)}
      </Text>
      <div className={styles.text}>{status === 403 ? t("noAccessText") : (message ?? String(error))}</div>
      {code ? <Text size={200}>{t("errorCode", { code })}</Text> : null}
      <div className={styles.actions}>
        <Button onClick={() => void showError(error)}>{t("showDetails")}</Button>
        <Button appearance="primary" onClick={() => void theHost().router.go({ pagetype: "none" })}>
          {t("home")}
        </Button>
      </div>
    </div>
  );
};
