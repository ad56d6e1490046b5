/** Which ids have a key, the first that got it first. */
export class Lookup {
  private readonly ids = new Map<string, string[]>();

  add(key: string, id: string): void {
    const known = this.ids.get(key);
    if (known) known.push(id);
    else this.ids.set(key, [id]);
  }

  remove(key: string, id: string): void {
    const left = (this.ids.get(key) ?? []).filter((each) => each !== id);
    if (left.length > 0) this.ids.set(key, left);
    else this.ids.delete(key);
  }

  of(key: string): readonly string[] {
    return this.ids.get(key) ?? [];
  }
}
