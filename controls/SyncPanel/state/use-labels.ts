import { useEffect, useState } from "react";
import type { Services } from "./services";

/** A lookup's column in the Web API: `_ownerid_value`. */
const LOOKUP = /^_(.+)_value$/;

/** What columns are called, by the names of the Web API; those not known yet are missing. Asked for once. */
export function useLabels(
  table: string,
  columns: readonly string[],
  services: Pick<Services, "labels">,
): ReadonlyMap<string, string> {
  const [labels, setLabels] = useState<ReadonlyMap<string, string>>(new Map());
  const missing = columns.filter((column) => !labels.has(column)).join();
  useEffect(() => {
    if (!missing) return;
    let gone = false;
    const names = missing.split(",");
    const plain = (column: string) => LOOKUP.exec(column)?.[1] ?? column;
    services.labels(table, names.map(plain)).then(
      (found) =>
        !gone &&
        setLabels(
          (known) =>
            new Map([...known, ...names.map((name) => [name, found.get(plain(name)) ?? name] as const)]),
        ),
      () => undefined, // The status says enough without names.
    );
    return () => {
      gone = true;
    };
  }, [table, missing, services]);
  return labels;
}
