import type { StoredRow } from "../contracts";

/** So many writes are kept without a thought; beyond, rows that were written again are dropped now and then. */
const FEW = 1_000;

/** Which rows of a table were written when, in the order of their versions: for change tracking, which asks for the newest. */
export class WriteLog {
  private versions: number[] = [];
  private ids: string[] = [];
  /** Rows that a transaction has put back as they were written before. */
  private restored: string[] = [];

  /** Notes the write of a row. @param rows the table with it */
  add({ id, version }: StoredRow, rows: ReadonlyMap<string, StoredRow>): void {
    if (version <= (this.versions.at(-1) ?? 0)) this.restored.push(id);
    else {
      this.versions.push(version);
      this.ids.push(id);
    }
    if (this.ids.length + this.restored.length > FEW + 2 * rows.size) this.makeOf(rows);
  }

  /** Ids of all rows written after `version`, some of them several times; of what was put back, also older ones. */
  after(version: number): readonly string[] {
    let low = 0;
    let high = this.versions.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.versions[middle]! > version) high = middle;
      else low = middle + 1;
    }
    return [...this.restored, ...this.ids.slice(low)];
  }

  private makeOf(rows: ReadonlyMap<string, StoredRow>): void {
    const sorted = [...rows.values()].sort((a, b) => a.version - b.version);
    this.versions = sorted.map((row) => row.version);
    this.ids = sorted.map((row) => row.id);
    this.restored = [];
  }
}
