import { useEffect, useState } from "react";
import type { Snapshot } from "../adapters/snapshot";
import type { Services } from "./services";

/** A lookup's column in the Web API: `_ownerid_value`. */
const LOOKUP = /^_(.+)_value$/;

/** The columns whose value isn't synced yet. */
export function unsent(snapshot?: Pick<Snapshot, "status">): readonly string[] {
  const { status } = snapshot ?? {};
  return status && "columns" in status ? status.columns : NONE;
}

const NONE: readonly string[] = [];

/** The labels of these columns in the person's language, in the same order; empty until they are loaded. */
export function useLabels(
  table: string,
  columns: readonly string[],
  services: Pick<Services, "labels">,
): readonly string[] {
  const [labels, setLabels] = useState<readonly string[]>([]);
  const key = columns.map((column) => column.replace(LOOKUP, "$1")).join();
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
