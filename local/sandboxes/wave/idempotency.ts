import type { WaveContact } from "./contact";
import { conflict } from "./errors";

/** Remembers which contact each `Idempotency-Key` made, so that a repeated create makes no second one. */
export class IdempotencyKeys {
  private readonly made = new Map<string, { readonly body: string; readonly id: string }>();

  /** The contact's id the key made before; 409 when the body is another one this time. */
  find(key: string, body: unknown): string | undefined {
    const known = this.made.get(key);
    if (!known) return undefined;
    if (known.body !== JSON.stringify(body))
      throw conflict("This Idempotency-Key was used with another body.");
    return known.id;
  }

  remember(key: string, body: unknown, contact: WaveContact): void {
    this.made.set(key, { body: JSON.stringify(body), id: contact.id });
  }

  clear(): void {
    this.made.clear();
  }
}
