import * as React from "react";
import {
  Button,
  Dialog,
  DialogSurface,
  makeStyles,
  shorthands,
  tokens,
  mergeClasses,
} from "@fluentui/react-components";
import { Dismiss24Regular } from "@fluentui/react-icons";
import { PageFor } from "../pages/PageFor";
import { mayLeave } from "../form/form-actions";
import { front } from "../host";
import { t } from "../strings";
import type { DialogContent } from "./dialogs";

const useStyles = makeStyles({
  surface: {
    display: "flex",
    flexDirection: "column",
    maxWidth: "96vw",
    maxHeight: "96vh",
    ...shorthands.padding("0"),
    ...shorthands.overflow("hidden"),
  },
  side: {
    position: "fixed",
    top: 0,
    right: 0,
    bottom: 0,
    left: "auto",
    height: "100vh",
    maxHeight: "100vh",
    marginRight: 0,
    ...shorthands.borderRadius("0"),
  },
  head: {
    display: "flex",
    alignItems: "center",
    justifyContent: "space-between",
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
    ...shorthands.padding(
      tokens.spacingVerticalM,
      tokens.spacingHorizontalL,
      tokens.spacingVerticalS,
      tokens.spacingHorizontalXXL,
    ),
  },
  body: { flexGrow: 1, minHeight: 0, display: "flex", flexDirection: "column", overflowY: "auto" },
});

interface Props {
  readonly content: Extract<DialogContent, { kind: "page" }>;
  readonly close: (result: string) => void;
}

/** A page in a window over the page: navigateTo with target 2. */
export const PageDialog: React.FC<Props> = ({ content, close }) => {
  const styles = useStyles();
  const { route, title, options } = content;
  const side = options.position === 2;
  const leave = async () => {
    const { form } = front;
    if (!form?.idPrefix || (await mayLeave(form))) close("cancel");
  };
  return (
    <Dialog open modalType="modal" onOpenChange={() => void leave()}>
      <DialogSurface
        className={mergeClasses(styles.surface, side && styles.side)}
        style={{
          width: options.width ?? (side ? "500px" : "70vw"),
          ...(side ? {} : { height: options.height ?? "80vh" }),
        }}
        aria-label={title ?? t("dialog")}
      >
        <div className={styles.head}>
          <span>{title}</span>
          <Button
            appearance="subtle"
            icon={<Dismiss24Regular />}
            aria-label={t("close")}
            onClick={() => void leave()}
          />
        </div>
        <div className={styles.body}>
          <PageFor route={route} inDialog onClose={() => close("cancel")} />
        </div>
      </DialogSurface>
    </Dialog>
  );
};
