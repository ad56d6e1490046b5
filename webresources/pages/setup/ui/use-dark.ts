import * as React from "react";

/** Whether the person's system is dark. Dynamics has no documented way to tell a page its own theme. */
export function useDark(): boolean {
  const query = React.useMemo(() => window.matchMedia?.("(prefers-color-scheme: dark)"), []);
  const [dark, setDark] = React.useState(query?.matches ?? false);
  React.useEffect(() => {
    const changed = () => setDark(query.matches);
    query?.addEventListener("change", changed);
    return () => query?.removeEventListener("change", changed);
  }, [query]);
  return dark;
}
