import { state } from "./001-state";
import { signIn } from "./002-sign-in";
import { events } from "./003-events";
import { notices } from "./004-notices";
import { runQueue } from "./005-run-queue";
import { eventWebhooks } from "./006-event-doors";
import { intents } from "./007-intents";
import { keptLonger } from "./008-kept-longer";
import { begunWrites } from "./009-begun-writes";
import { leaseHolders } from "./010-lease-holders";
import { issueCandidates } from "./011-issue-candidates";
import { provenOperations } from "./012-proven-operations";
import { allowedMappings } from "./013-allowed-mappings";
import { issueOwners } from "./014-issue-owners";
import { webhookDigest } from "./020-webhook-digest";
import { disconnectedOn } from "./021-disconnected-on";
import { removals } from "./030-removals";
import { budgets } from "./031-budgets";

export interface Migration {
  readonly number: number;
  readonly name: string;
  /** Run one by one, in one transaction. A migration that has shipped is never changed. */
  readonly statements: readonly string[];
}

export const MIGRATIONS: readonly Migration[] = [
  state,
  signIn,
  events,
  notices,
  runQueue,
  eventWebhooks,
  intents,
  keptLonger,
  begunWrites,
  leaseHolders,
  issueCandidates,
  provenOperations,
  allowedMappings,
  issueOwners,
  webhookDigest,
  disconnectedOn,
  removals,
  budgets,
];
