import { nylasMessageMapping } from "../../../connector/systems/nylas/message-mapping";
import type { MailFilter } from "../../../core/mail/policy";
import type { Mapping } from "../../../core/mapping/types";
import type { Random } from "../time/random";

/** Subjects, addresses and places that filters look at. */
export const FILTERED_WORD = "invoice";
export const STRANGERS_DOMAIN = "elsewhere.example";

const FILTERS: readonly (readonly MailFilter[])[] = [
  [],
  [],
  [{ by: "subject", is: FILTERED_WORD, does: "leaveOut" }],
  [{ by: "address", is: "p0@people.example", does: "leaveOut" }],
  [{ by: "domain", is: STRANGERS_DOMAIN, does: "leaveOut" }],
  [{ by: "folder", is: "Archive", does: "leaveOut" }],
  [{ by: "mailbox", is: "support@sim.example", does: "leaveOut" }],
];

/** A mapping of mails that an admin may have made. */
export function mailMapping(random: Random, ids: Pick<Mapping, "id" | "connectionId">): Mapping {
  const mapping = nylasMessageMapping(ids);
  const mail = {
    ...mapping.policies.mail!,
    ...(random.chance(0.2) ? { since: "2026-01-03" } : {}),
    internal: random.pick(["skip", "skip", "keep"] as const),
    noReply: random.pick(["skip", "skip", "keep"] as const),
    unknown: random.pick(["skip", "skip", "keep"] as const),
    regarding: random.pick(["contact", "account"] as const),
    firstOnly: random.chance(0.15),
    filters: random.pick(FILTERS),
  };
  return {
    ...mapping,
    policies: { ...mapping.policies, createAs: random.pick(["connector", "owner"] as const), mail },
  };
}
