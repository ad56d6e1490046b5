import type { SystemRecord, Value } from "../../../core/records";
import { domainsIn } from "./translate";

/** What is kept of an account: enough to find it, a few hundred bytes. */
interface Kept {
  readonly name: string;
  readonly domains: readonly string[];
  readonly externalId: string | null;
}

/** All accounts of a company by what identifies them: Front has no way to ask for a name. */
export class AccountIndex {
  private readonly kept = new Map<string, Kept>();
  private readonly byName = new Map<string, Set<string>>();
  private readonly byDomain = new Map<string, string>();
  private readonly byExternalId = new Map<string, string>();

  get size(): number {
    return this.kept.size;
  }

  /** Takes an account in as it is now. */
  put({ id, values, trouble }: SystemRecord): void {
    this.drop(id);
    if (trouble) return;
    const kept: Kept = {
      name: nameKey(values.name),
      domains: domainsIn(values.domains),
      externalId: typeof values.externalId === "string" ? values.externalId.toLowerCase() : null,
    };
    this.kept.set(id, kept);
    if (kept.name !== "") this.byName.set(kept.name, (this.byName.get(kept.name) ?? new Set()).add(id));
    for (const domain of kept.domains) this.byDomain.set(domain, id);
    if (kept.externalId !== null) this.byExternalId.set(kept.externalId, id);
  }

  /** It is gone. */
  drop(id: string): void {
    const kept = this.kept.get(id);
    if (!kept) return;
    this.kept.delete(id);
    const named = this.byName.get(kept.name);
    named?.delete(id);
    if (named?.size === 0) this.byName.delete(kept.name);
    for (const domain of kept.domains) if (this.byDomain.get(domain) === id) this.byDomain.delete(domain);
    if (kept.externalId !== null && this.byExternalId.get(kept.externalId) === id)
      this.byExternalId.delete(kept.externalId);
  }

  withExternalId(externalId: string): readonly string[] {
    const id = this.byExternalId.get(externalId.toLowerCase());
    return id === undefined ? [] : [id];
  }

  withDomain(domain: string): readonly string[] {
    const id = this.byDomain.get(domain.toLowerCase());
    return id === undefined ? [] : [id];
  }

  /** Whatever the case. */
  withName(name: string): readonly string[] {
    return [...(this.byName.get(nameKey(name)) ?? [])];
  }
}

const nameKey = (name: Value | undefined) =>
  typeof name === "string" ? name.normalize("NFC").trim().toLowerCase() : "";
