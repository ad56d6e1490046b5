import type { Sql } from "../../database/database";
import { giveBackRecords, leaseRecords, releaseRecords } from "../../state/record-leases";
import type { Sync } from "../sync";

/**
 * The leases under which one piece of work looks at its records. Pieces of one sync that are under way side by side have one
 * owner in the database: here they keep each other out.
 */
export class HeldRecords {
  private readonly keys = new Set<string>();

  constructor(private readonly sync: Sync) {}

  get any(): boolean {
    return this.keys.size > 0;
  }

  /** Takes what is free of these keys, and gives what of them is held now. */
  async lease(keys: readonly string[]): Promise<ReadonlySet<string>> {
    const { database, leaseOwner, memory, runtime } = this.sync;
    const free = keys.filter((key) => (memory.heldBy.get(key) ?? this) === this);
    for (const key of free) memory.heldBy.set(key, this);
    try {
      const held = await leaseRecords(database, runtime.environment.id, free, leaseOwner);
      for (const key of held) this.keys.add(key);
      return held;
    } finally {
      for (const key of free) if (!this.keys.has(key)) memory.heldBy.delete(key);
    }
  }

  /**
   * The last statement of the transaction that saves what was done under the leases; {@link forget} follows once it is durable.
   * @throws LeaseLostError
   */
  async giveBack(sql: Sql): Promise<void> {
    const { leaseOwner, runtime } = this.sync;
    await giveBackRecords(sql, runtime.environment.id, [...this.keys], leaseOwner);
  }

  /** Gives back some leases, or all, where nothing was done under them. */
  async release(keys: readonly string[] = [...this.keys]): Promise<void> {
    await releaseRecords(this.sync.database, this.sync.leaseOwner, keys);
    this.forget(keys);
  }

  forget(keys: readonly string[] = [...this.keys]): void {
    for (const key of keys) {
      if (this.keys.delete(key)) this.sync.memory.heldBy.delete(key);
    }
  }
}
