import type { DataverseUser, OwnerDirectory, OwnerDoubt, OwnerResult, UserMapping } from "./types";

export interface OwnerSources {
  readonly users: readonly DataverseUser[];
  readonly mappings?: readonly UserMapping[];
  /** The mapping's default owner. */
  readonly defaultOwnerId?: string | null;
  /** The connection's default owner: for mappings without one of their own, or whose own has left. */
  readonly connectionDefaultOwnerId?: string | null;
  /** Who the connector is signed in as. */
  readonly connectingUserId?: string | null;
}

/** How people are compared: an address or id means the same in any case. */
function fold(person: string): string {
  return person.trim().toLowerCase();
}

/**
 * Builds the directory that finds owners: the explicit mapping first, then a user's own id or email address, then the default
 * owner, then the connecting user. Disabled users, and users who are not there any more, are passed over.
 * An address two enabled users share decides nothing.
 */
export function createOwnerDirectory(sources: OwnerSources): OwnerDirectory {
  const users = new Map(sources.users.map((user) => [fold(user.id), user]));
  const mapped = new Map<string, string>();
  const personOf = new Map<string, string>();
  for (const mapping of sources.mappings ?? []) {
    for (const person of [mapping.externalEmail, mapping.externalId]) {
      if (person) mapped.set(fold(person), fold(mapping.userId));
    }
    const person = mapping.externalEmail ?? mapping.externalId;
    if (person && !personOf.has(fold(mapping.userId))) personOf.set(fold(mapping.userId), person);
  }
  const byEmail = groupByEmail(sources.users);
  const active = (id: string | null | undefined): string | null => {
    const user = id ? users.get(fold(id)) : undefined;
    return user && !user.disabled ? user.id : null;
  };

  function named(person: string): OwnerResult | OwnerDoubt {
    const explicit = mapped.get(fold(person));
    const explicitId = active(explicit);
    if (explicitId) return { userId: explicitId, reason: "mapped" };
    // A system that was told of the users here names them by their own ids.
    const own = active(person);
    if (own) return { userId: own, reason: "mapped" };
    const candidates = byEmail.get(fold(person)) ?? [];
    const enabled = candidates.filter((user) => !user.disabled);
    if (enabled.length === 1) return { userId: enabled[0]!.id, reason: "email" };
    const known =
      enabled.length === 0 && (candidates.length > 0 || (explicit !== undefined && users.has(explicit)));
    return known ? "disabled" : "unknown";
  }

  return {
    ownerFor(person) {
      const found = person === null || person.trim() === "" ? undefined : named(person);
      if (typeof found === "object") return found;
      const doubt = found === undefined ? {} : { doubt: found };
      const byDefault = active(sources.defaultOwnerId) ?? active(sources.connectionDefaultOwnerId);
      if (byDefault) return { userId: byDefault, reason: "defaultOwner", ...doubt };
      const connecting = sources.connectingUserId;
      return connecting ? { userId: connecting, reason: "connectingUser", ...doubt } : null;
    },
    personOf(userId) {
      return personOf.get(fold(userId)) ?? users.get(fold(userId))?.email ?? null;
    },
  };
}

function groupByEmail(users: readonly DataverseUser[]): ReadonlyMap<string, readonly DataverseUser[]> {
  const groups = new Map<string, DataverseUser[]>();
  for (const user of users) {
    if (!user.email?.trim()) continue;
    const key = fold(user.email);
    const group = groups.get(key);
    if (group) group.push(user);
    else groups.set(key, [user]);
  }
  return groups;
}
