import * as React from "react";
import { theHost } from "../host";

/** Names the browser's tab as Dynamics does: `Jane Doe - Wave Sync - Dynamics 365`. */
export function useTitle(title: string): void {
  React.useEffect(() => {
    document.title = `${title} - ${theHost().app.name} - Dynamics 365`;
  }, [title]);
}
