import type { Kernel } from "../../contracts";

/**
 * What solutions change in the command bar of a table: the application's ribbon and the table's, each a RibbonDiffXml
 * with its LocLabels in all languages, under one root.
 */
export function ribbonsOf({ store }: Kernel, table: string): string {
  const changes: string[] = [];
  for (const { values } of store.scan("ribbondiff")) {
    const entity = values["entity"];
    if (entity === undefined || entity === table) changes.push(String(values["rdx"] ?? ""));
  }
  return `<RibbonDiffs table="${table}">${changes.join("")}</RibbonDiffs>`;
}
