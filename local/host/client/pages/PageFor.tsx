import * as React from "react";
import type { Route } from "../router/route";
import { GridPage } from "./GridPage";
import { RecordPage } from "./RecordPage";
import { WebResourcePage } from "./WebResourcePage";

interface Props {
  readonly route: Route;
  readonly inDialog?: boolean;
  readonly onClose?: () => void;
}

/** The page of a route; "none" is taken to the app's first page by the shell before it comes here. */
export const PageFor: React.FC<Props> = ({ route, inDialog = false, onClose }) => {
  switch (route.pagetype) {
    case "entitylist":
      return <GridPage route={route} />;
    case "entityrecord":
      return <RecordPage route={route} inDialog={inDialog} {...(onClose ? { onClose } : {})} />;
    case "webresource":
      return <WebResourcePage route={route} {...(onClose ? { onClose } : {})} />;
    case "none":
      return null;
  }
};
