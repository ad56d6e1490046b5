import * as React from "react";
import { theHost } from "../host";
import type { Route } from "../router/route";

interface Props extends React.AnchorHTMLAttributes<HTMLAnchorElement> {
  readonly route: Route;
}

/** A link within the app: a real address, so that it can be opened in a new tab; a plain click stays in the page. */
export const RouteLink = React.forwardRef<HTMLAnchorElement, Props>(({ route, onClick, ...rest }, ref) => {
  const { router } = theHost();
  const go = (event: React.MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey)
      return;
    event.preventDefault();
    void router.go(route);
  };
  return <a ref={ref} href={router.href(route)} onClick={go} {...rest} />;
});
RouteLink.displayName = "RouteLink";
