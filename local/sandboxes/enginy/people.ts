/** A profile that campaigns run as: a LinkedIn profile or a mailbox. */
export interface Identity {
  readonly id: number;
  readonly name: string;
  readonly email: string;
}

/** Somebody whom tasks are given to. The shape is inferred. */
export interface TaskOwner {
  readonly id: number;
  readonly name: string;
  readonly email: string;
}

/** What an identity did, as its performance counts it. */
export const IDENTITY_ACTIONS = [
  "emailsSent",
  "connectionRequests",
  "messages",
  "profileViews",
  "postLikes",
] as const;
export type IdentityAction = (typeof IDENTITY_ACTIONS)[number];

export interface DoneByIdentity {
  readonly identityId: number;
  readonly action: IdentityAction;
  readonly at: Date;
}
