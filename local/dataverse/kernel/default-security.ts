import type { CallContext, OrganizationInfo, Security } from "../contracts";
import { newGuid } from "./ids";

/** Everybody is the platform's own user and may do everything: for tests of the core, and until security/ is joined. */
export const allowAll = (organization: OrganizationInfo): Security => ({
  authenticate: () => Promise.resolve(contextOf(organization.systemUserId)),
  require: () => undefined,
  requireNamed: () => undefined,
  canRead: () => true,
  readsAll: () => true,
});

/** A first-level call by this user. */
export const contextOf = (userId: string, more: Partial<CallContext> = {}): CallContext => ({
  userId,
  initiatingUserId: userId,
  correlationId: newGuid(),
  requestId: newGuid(),
  depth: 1,
  ...more,
});
