import * as React from "react";
import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from "@fluentui/react-components";
import { usePage } from "../page-context";
import { guardRoute } from "../route";

/**
 * Whoever leaves a page with something unsaved is asked first: by the browser, where she leaves the app or loads it anew; by the page, where
 * she only goes to another of ours.
 */
export const LeaveGuard: React.FC<{ readonly dirty: boolean }> = ({ dirty }) => {
  const { t } = usePage();
  const [wanted, setWanted] = React.useState<string | null>(null);
  const bar = React.useRef<HTMLDivElement>(null);
  React.useEffect(() => {
    if (!dirty) {
      setWanted(null);
      return undefined;
    }
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    const open = guardRoute(setWanted);
    return () => {
      window.removeEventListener("beforeunload", ask);
      open();
    };
  }, [dirty]);
  React.useEffect(() => {
    if (wanted === null) return;
    bar.current?.scrollIntoView({ block: "center" });
    bar.current?.querySelector("button")?.focus();
  }, [wanted]);
  if (wanted === null) return null;
  const leave = () => {
    guardRoute(null);
    window.location.hash = wanted;
  };
  return (
    <MessageBar ref={bar} intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t("Leave_Title")}</MessageBarTitle> {t("Leave_Text")}
      </MessageBarBody>
      <MessageBarActions>
        <Button onClick={() => setWanted(null)}>{t("Leave_Stay")}</Button>
        <Button onClick={leave}>{t("Leave_Yes")}</Button>
      </MessageBarActions>
    </MessageBar>
  );
};
