/** The Client API's collections: `get()`, `get(name)`, `get(index)`, `get(predicate)`, `forEach`, `getLength`. */
export interface Collection<T> {
  get(by?: string | number | ((item: T, index: number) => boolean)): T | T[] | null;
  forEach(action: (item: T, index: number) => void): void;
  getLength(): number;
  getByName(name: string): T | null;
  getByIndex(index: number): T | null;
  getByFilter(predicate: (item: T, index: number) => boolean): T[];
}

export function collection<T>(items: () => readonly T[], nameOf: (item: T) => string): Collection<T> {
  const byName = (name: string) => items().find((item) => nameOf(item) === name) ?? null;
  return {
    get: (by) => {
      if (by === undefined) return [...items()];
      if (typeof by === "string") return byName(by);
      if (typeof by === "number") return items()[by] ?? null;
      return items().filter(by);
    },
    forEach: (action) => items().forEach(action),
    getLength: () => items().length,
    getByName: byName,
    getByIndex: (index) => items()[index] ?? null,
    getByFilter: (predicate) => items().filter(predicate),
  };
}
