/** Where a page ends, and whether there is more behind it. */
export interface TimelinePage {
  readonly ids: readonly string[];
  /** The place after the last of them; null when that was the last. */
  readonly next: number | null;
}

/** Ids in the order in which something happened to them, in pages from either end; as fast with half a million as with ten. */
export class Timeline {
  private entries: { readonly place: number; readonly id: string }[] = [];
  private readonly placeOf = new Map<string, number>();
  private places = 0;

  /** It happened to this one now. */
  put(id: string): void {
    this.places += 1;
    this.placeOf.set(id, this.places);
    this.entries.push({ place: this.places, id });
    if (this.entries.length > 2 * this.placeOf.size + 1_000)
      this.entries = this.entries.filter((entry) => this.isNow(entry));
  }

  remove(id: string): void {
    this.placeOf.delete(id);
  }

  /** All of them, the oldest first. */
  *all(): Generator<string> {
    for (const entry of this.entries) if (this.isNow(entry)) yield entry.id;
  }

  /** Those after a place, on the way from the oldest to the newest or back; one that moved meanwhile is met where it is now, or not. */
  page(
    after: number | null,
    size: number,
    order: "asc" | "desc",
    wanted: (id: string) => boolean = () => true,
  ): TimelinePage {
    const step = order === "asc" ? 1 : -1;
    const ids: string[] = [];
    let last = 0;
    for (let at = this.startAfter(after, step); at >= 0 && at < this.entries.length; at += step) {
      const entry = this.entries[at]!;
      if (!this.isNow(entry) || !wanted(entry.id)) continue;
      if (ids.length === size) return { ids, next: last };
      ids.push(entry.id);
      last = entry.place;
    }
    return { ids, next: null };
  }

  private isNow({ id, place }: { readonly place: number; readonly id: string }): boolean {
    return this.placeOf.get(id) === place;
  }

  private startAfter(place: number | null, step: 1 | -1): number {
    if (place === null) return step === 1 ? 0 : this.entries.length - 1;
    let low = 0;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.entries[middle]!.place < place + (step === 1 ? 1 : 0)) low = middle + 1;
      else high = middle;
    }
    return step === 1 ? low : low - 1;
  }
}
