/** A Dataverse user, as far as owning records goes. */
export interface DataverseUser {
  readonly id: string;
  /** `internalemailaddress`. */
  readonly email: string | null;
  /** `isdisabled`. */
  readonly disabled: boolean;
}

/** One row of wave_usermapping: a team member or identity of the system who is a Dataverse user. */
export interface UserMapping {
  readonly externalId?: string | null;
  readonly externalEmail?: string | null;
  readonly userId: string;
}

/** Why this user owns the record, in the order they are tried. */
export type OwnerReason = "mapped" | "email" | "defaultOwner" | "connectingUser";

/** Why an earlier choice was passed over. */
export type OwnerDoubt = "unknown" | "disabled";

export interface OwnerResult {
  readonly userId: string;
  readonly reason: OwnerReason;
  /** Set when the person named by the system could not own it. */
  readonly doubt?: OwnerDoubt;
}

/** Finds owners. Built once a run by {@link ./owner-directory}, asked for every record. */
export interface OwnerDirectory {
  /** The owner for a person of the system, by email address or the system's id; null when nobody at all can own it. */
  ownerFor(person: string | null): OwnerResult | null;
  /** The person of the system (email address) a Dataverse user stands for; null when there is none. */
  personOf(userId: string): string | null;
}
