import * as React from "react";
import { readMayRun } from "../data/rights";
import { usePage } from "../page-context";

/** Asked once for as long as the pages are open: roles hardly change. */
let asked: Promise<boolean> | undefined;

/** Whether the person may start, stop and undo runs; true until it is known, since Dynamics itself refuses who may not. */
export function useMayRun(): boolean {
  const { send } = usePage();
  const [may, setMay] = React.useState(true);
  React.useEffect(() => {
    let alive = true;
    // What cannot be asked is not forbidden.
    asked ??= readMayRun(send).catch(() => true);
    void asked.then((known) => alive && setMay(known));
    return () => {
      alive = false;
    };
  }, [send]);
  return may;
}
