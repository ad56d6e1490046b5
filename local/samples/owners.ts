import type { Random } from "./random";

/** A colleague of the samples: a Wave team member, and perhaps a user of the local Dynamics. */
export interface SampleOwner {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  /** `enabled` and `disabled` are users of Dynamics; `unknown` works in Wave only. */
  readonly inDynamics: "enabled" | "disabled" | "unknown";
}

/** Who the samples are assigned to: owners that work, one that has left, one nobody in Dynamics has heard of. */
export const SAMPLE_OWNERS: readonly SampleOwner[] = [
  { email: "robin.keller@contoso.example", firstName: "Robin", lastName: "Keller", inDynamics: "enabled" },
  { email: "Sam.Okafor@contoso.example", firstName: "Sam", lastName: "Okafor", inDynamics: "enabled" },
  {
    email: "alex.lindqvist@contoso.example",
    firstName: "Alex",
    lastName: "Lindqvist",
    inDynamics: "disabled",
  },
  { email: "new.colleague@contoso.example", firstName: "New", lastName: "Colleague", inDynamics: "unknown" },
];

/** The owners of one kind; there is at least one of each. */
export function ownersWho(inDynamics: SampleOwner["inDynamics"]): readonly SampleOwner[] {
  return SAMPLE_OWNERS.filter((owner) => owner.inDynamics === inDynamics);
}

/** The person who sells in the samples: half of the contacts are hers, so that she has something to work on. */
export const SELLER_EMAIL = "seller@contoso.example";

/** Out of a hundred ordinary contacts, how many are the seller's. */
const SELLERS_SHARE = 50;

/** Whom an ordinary contact is assigned to: the seller or a colleague who works here. */
export function ordinaryOwner(random: Random): string {
  return random.below(100) < SELLERS_SHARE ? SELLER_EMAIL : random.pick(ownersWho("enabled")).email;
}
