import type { WaveMember } from "./contact";

/** The team: everybody a contact can be assigned to, by email address without regard to case. */
export class Members {
  private readonly byEmail = new Map<string, WaveMember>();

  add(member: WaveMember): void {
    this.byEmail.set(member.email.toLowerCase(), member);
  }

  /** Adds a colleague known by address only, as contacts from a file name them. */
  addUnknown(email: string): void {
    if (this.has(email)) return;
    this.add({ id: `mbr_${this.byEmail.size + 1}`, email, name: email.split("@")[0] ?? email, active: true });
  }

  has(email: string): boolean {
    return this.byEmail.has(email.toLowerCase());
  }

  list(): WaveMember[] {
    return [...this.byEmail.values()];
  }

  clear(): void {
    this.byEmail.clear();
  }
}
