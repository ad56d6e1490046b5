import * as React from "react";
import { theHost } from "../host";
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
 * What the site map's PassParams adds to a page's address.
 * https://learn.microsoft.com/previous-versions/dynamicscrm-2016/developers-guide/gg327945(v=crm.8)
 */
const parameters = (): Readonly<Record<string, string>> => ({
  orgname: "local",
  userlcid: String(theHost().session.language),
  orglcid: "1033",
});

/**
 * An HTML web resource as a page; it finds `Xrm` at its parent, as in Dynamics. In a dialog its `window.close()` closes
 * the dialog.
 */
export const WebResourcePage: React.FC<Props> = ({ route, onClose }) => {
  const styles = usePageStyles();
  const query = new URLSearchParams({
    ...(route.passparams ? parameters() : {}),
    ...(route.data ? { data: route.data } : {}),
  }).toString();
  return (
    <iframe
      className={styles.frame}
      title={route.webresourceName}
      onLoad={({ currentTarget: { contentWindow } }) => {
        // A frame cannot close itself: only who opened the dialog can.
        if (contentWindow && onClose) contentWindow.close = onClose;
      }}
      src={`${webResourceUrl(route.webresourceName)}${query ? `?${query}` : ""}`}
    />
  );
};
