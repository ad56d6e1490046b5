import * as React from "react";
import { useNow } from "../state/use-now";
import { useSurroundings } from "../../shared/surroundings";

/** "Last sync 2 minutes ago (19/09/2026 10:14)", in the user's own format. */
export function LastSync({ on }: { readonly on?: Date }) {
  const { words, dates } = useSurroundings();
  const now = useNow();
  if (!on) return <>{words("NeverSynced")}</>;
  const relative = dates.relative(on, now);
  const absolute = dates.absolute(on);
  return (
    <time dateTime={on.toISOString()}>
      {relative ? words("LastSync", relative, absolute) : words("LastSyncOn", absolute)}
    </time>
  );
}
