import type { Kernel } from "../../contracts";
import { putRow, type ComponentRow, type PublishScope } from "./component-row";

/**
 * Components that are imported but not published. An unmanaged import leaves forms, views, ribbons, web resources,
 * site maps and apps as drafts that nobody sees until they are published (docs: import-update-export-solutions).
 */
export class Drafts {
  private readonly rows = new Map<string, ComponentRow>();

  constructor(private readonly kernel: Kernel) {}

  add(row: ComponentRow): void {
    this.rows.set(`${row.table}/${row.id}`, row);
  }

  /** Makes drafts visible: all of them, or those a publish request names. */
  async publish(names: (scope: PublishScope) => boolean = () => true): Promise<void> {
    const chosen = [...this.rows].filter(
      ([, row]) => row.publishedWith !== undefined && names(row.publishedWith),
    );
    const now = this.kernel
      .now()
      .toISOString()
      .replace(/\.\d+Z$/, "Z");
    await this.kernel.store.transaction((tx) => {
      for (const [, row] of chosen) putRow(tx, row, now);
      return Promise.resolve();
    });
    for (const [key] of chosen) this.rows.delete(key);
  }
}
