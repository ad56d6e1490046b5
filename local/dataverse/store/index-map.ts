/** Ids by value. Most values of most columns belong to one row, so a single id needs no Set of its own. */
export class IndexMap {
  private readonly map = new Map<string | number, string | Set<string>>();

  add(value: string | number, id: string): void {
    const found = this.map.get(value);
    if (found === undefined) this.map.set(value, id);
    else if (typeof found === "string") {
      if (found !== id) this.map.set(value, new Set([found, id]));
    } else found.add(id);
  }

  remove(value: string | number, id: string): void {
    const found = this.map.get(value);
    if (found === id) this.map.delete(value);
    else if (found instanceof Set) {
      found.delete(id);
      if (found.size === 0) this.map.delete(value);
    }
  }

  ids(value: string | number): Iterable<string> {
    const found = this.map.get(value);
    if (found === undefined) return [];
    return typeof found === "string" ? [found] : found;
  }

  /** How many rows hold the value: cheap, for choosing the narrowest index. */
  size(value: string | number): number {
    const found = this.map.get(value);
    if (found === undefined) return 0;
    return typeof found === "string" ? 1 : found.size;
  }
}
