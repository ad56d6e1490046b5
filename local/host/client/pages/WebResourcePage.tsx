import * as React from "react";
import type { Route } from "../router/route";
import { webResourceUrl } from "../scripts/libraries";
import { usePageStyles } from "./page-styles";

type WebRoute = Extract<Route, { pagetype: "webresource" }>;

/** An HTML web resource as a page; it finds `Xrm` at its parent, as in Dynamics. */
export const WebResourcePage: React.FC<{ readonly route: WebRoute }> = ({ route }) => {
  const styles = usePageStyles();
  const query = route.data ? `?data=${encodeURIComponent(route.data)}` : "";
  return (
    <iframe
      className={styles.frame}
      title={route.webresourceName}
      src={`${webResourceUrl(route.webresourceName)}${query}`}
    />
  );
};
