import * as React from "react";
import type { Route } from "../router/route";
import { webResourceUrl } from "../scripts/libraries";
import { usePageStyles } from "./page-styles";

type WebRoute = Extract<Route, { pagetype: "webresource" }>;

interface Props {
  readonly route: WebRoute;
  /** Set in a dialog. */
  readonly onClose?: () => void;
}

/**
 * An HTML web resource as a page; it finds `Xrm` at its parent, as in Dynamics. In a dialog its `window.close()` closes
 * the dialog.
 */
export const WebResourcePage: React.FC<Props> = ({ route, onClose }) => {
  const styles = usePageStyles();
  const query = route.data ? `?data=${encodeURIComponent(route.data)}` : "";
  return (
    <iframe
      className={styles.frame}
      title={route.webresourceName}
      onLoad={({ currentTarget: { contentWindow } }) => {
        // A frame cannot close itself: only who opened the dialog can.
        if (contentWindow && onClose) contentWindow.close = onClose;
      }}
      src={`${webResourceUrl(route.webresourceName)}${query}`}
    />
  );
};
