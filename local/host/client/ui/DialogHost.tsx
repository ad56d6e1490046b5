import * as React from "react";
import { useObservable } from "../util/observable";
import { dialogs, type OpenDialog } from "./dialogs";
import { ErrorDialog } from "./ErrorDialog";
import { MessageDialog } from "./MessageDialog";
import { PageDialog } from "./PageDialog";
import { ProgressOverlay } from "./ProgressOverlay";
import { SettingsDialog } from "../shell/SettingsDialog";

const DialogFor: React.FC<{ readonly dialog: OpenDialog }> = ({ dialog }) => {
  const { content, close } = dialog;
  switch (content.kind) {
    case "error":
      return <ErrorDialog content={content} close={close} />;
    case "page":
      return <PageDialog content={content} close={close} />;
    case "settings":
      return <SettingsDialog close={close} />;
    default:
      return <MessageDialog content={content} close={close} />;
  }
};

/** All open dialogs, and the progress indicator over them. */
export const DialogHost: React.FC = () => {
  const { open, progress } = useObservable(dialogs);
  return (
    <>
      {open.map((dialog) => (
        <DialogFor key={dialog.id} dialog={dialog} />
      ))}
      {progress === undefined ? null : <ProgressOverlay text={progress} />}
    </>
  );
};
