import { useEffect, useState } from "react";
import type { Snapshot } from "../adapters/snapshot";
import type { Services } from "./services";

/** A lookup's column in the Web API: `_ownerid_value`. */
const LOOKUP = /^_(.+)_value$/;

/** Columns that hold something both sides have not agreed on yet, by their own names. */
export function unsent(snapshot?: Pick<Snapshot, "status">): readonly string[] {
  const { status } = snapshot ?? {};
  return status && "columns" in status ? status.columns.map((column) => column.replace(LOOKUP, "$1")) : [];
}

/** What columns are called, in the person's language, in their order; nothing until that is known. */
export function useLabels(
  table: string,
  columns: readonly string[],
  services: Pick<Services, "labels">,
): readonly string[] {
  const [labels, setLabels] = useState<readonly string[]>([]);
  const key = columns.join();
  useEffect(() => {
    let gone = false;
    setLabels([]);
    if (key) {
      services.labels(table, key.split(",")).then(
        (found) => !gone && setLabels(found),
        () => undefined, // The status says enough without names.
      );
    }
    return () => {
      gone = true;
    };
  }, [table, key, services]);
  return labels;
}
