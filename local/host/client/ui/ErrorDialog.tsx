import * as React from "react";
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent as Content,
  DialogSurface,
  DialogTitle,
  Link,
  makeStyles,
  shorthands,
  tokens,
} from "@fluentui/react-components";
import { t } from "../strings";
import type { DialogContent } from "./dialogs";

const useStyles = makeStyles({
  surface: { maxWidth: "560px" },
  link: { alignSelf: "center" },
  code: { color: tokens.colorNeutralForeground2, marginTop: tokens.spacingVerticalS },
  details: {
    marginTop: tokens.spacingVerticalM,
    maxHeight: "220px",
    overflowY: "auto",
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    backgroundColor: tokens.colorNeutralBackground3,
    ...shorthands.padding(tokens.spacingVerticalS, tokens.spacingHorizontalS),
    ...shorthands.borderRadius(tokens.borderRadiusMedium),
  },
});

interface Props {
  readonly content: Extract<DialogContent, { kind: "error" }>;
  readonly close: (result: string) => void;
}

/** Dynamics' error dialog: what went wrong, its code, and the details on demand, as text one can download. */
export const ErrorDialog: React.FC<Props> = ({ content, close }) => {
  const styles = useStyles();
  const [open, setOpen] = React.useState(false);
  const { message, code, details } = content;
  const download = `data:text/plain;charset=utf-8,${encodeURIComponent(`${message}\n\n${details ?? ""}`)}`;
  return (
    <Dialog open modalType="modal" onOpenChange={() => close("confirm")}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle action={null}>{t("errorTitle")}</DialogTitle>
          <Content>
            <div>{message}</div>
            {code ? <div className={styles.code}>{t("errorCode", { code })}</div> : null}
            {details && open ? (
              <div className={styles.details} tabIndex={0} role="region" aria-label={t("showDetails")}>
                {details}
              </div>
            ) : null}
          </Content>
          <DialogActions fluid>
            {details ? (
              <>
                <Link className={styles.link} href={download} download="ErrorDetails.txt">
                  {t("downloadLog")}
                </Link>
                <Button appearance="subtle" aria-expanded={open} onClick={() => setOpen(!open)}>
                  {open ? t("hideDetails") : t("showDetails")}
                </Button>
              </>
            ) : null}
            <Button appearance="primary" onClick={() => close("confirm")}>
              {t("ok")}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
};
