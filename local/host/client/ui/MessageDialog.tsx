import * as React from "react";
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent as Content,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Text,
} from "@fluentui/react-components";
import { Dismiss24Regular } from "@fluentui/react-icons";
import { t } from "../strings";
import type { DialogContent } from "./dialogs";

const useStyles = makeStyles({
  // The actions' own column would squeeze three buttons of the longer languages.
  surface: { maxWidth: "520px" },
  text: { whiteSpace: "pre-wrap" },
});

type MessageContent = Extract<DialogContent, { kind: "alert" | "confirm" | "unsaved" }>;

interface Props {
  readonly content: MessageContent;
  readonly close: (result: string) => void;
}

/** The buttons, the first being the primary one: word it closes with, and label. */
function buttonsFor(content: MessageContent): readonly (readonly [result: string, label: string])[] {
  switch (content.kind) {
    case "alert":
      return [["confirm", content.confirmLabel ?? t("ok")]];
    case "confirm":
      return [
        ["confirm", content.confirmLabel ?? t("ok")],
        ["cancel", content.cancelLabel ?? t("cancel")],
      ];
    case "unsaved":
      return [
        ["save", t("saveAndContinue")],
        ["discard", t("discardChanges")],
      ];
  }
}

/** Alert, confirmation, and the question about unsaved changes. */
export const MessageDialog: React.FC<Props> = ({ content, close }) => {
  const styles = useStyles();
  const unsaved = content.kind === "unsaved";
  const title = unsaved ? t("unsavedTitle") : content.title;
  const text = unsaved ? t("unsavedText") : content.text;
  return (
    <Dialog
      open
      modalType={content.kind === "alert" ? "alert" : "modal"}
      onOpenChange={() => close("cancel")}
    >
      <DialogSurface className={styles.surface} aria-label={title ?? text}>
        <DialogBody>
          {title ? (
            <DialogTitle
              action={
                unsaved ? (
                  <Button
                    appearance="subtle"
                    icon={<Dismiss24Regular />}
                    aria-label={t("close")}
                    onClick={() => close("cancel")}
                  />
                ) : null
              }
            >
              {title}
            </DialogTitle>
          ) : null}
          <Content>
            {content.kind === "confirm" && content.subtitle ? (
              <Text block weight="semibold">
                {content.subtitle}
              </Text>
            ) : null}
            <div className={styles.text}>{text}</div>
          </Content>
          <DialogActions fluid>
            {buttonsFor(content).map(([result, label], index) => (
              <Button
                key={result}
                appearance={index === 0 ? "primary" : "secondary"}
                onClick={() => close(result)}
              >
                {label}
              </Button>
            ))}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
};
