import type {
  CallContext,
  Events,
  Kernel,
  MessageRequest,
  MessageResponse,
  OrganizationInfo,
  Security,
} from "../contracts";
import { MetadataModel } from "../metadata/model";
import { createRegistry } from "../messages/registry";
import { MemoryStore } from "../store/store";
import type { Transaction } from "../store/types";
import { allowAll, contextOf } from "./default-security";
import { newGuid } from "./ids";
import { noEvents } from "./no-events";
import { createPipeline } from "./pipeline";

export interface KernelOptions {
  readonly organization?: Partial<OrganizationInfo>;
  readonly now?: () => Date;
  readonly security?: (kernel: Kernel) => Security;
  readonly events?: (kernel: Kernel) => Events;
}

/** Ids of the organisation, its root business unit and the platform's own user: the same at every start. */
const ORGANIZATION: OrganizationInfo = {
  id: "0a4f3c52-6b1d-4e0e-9f53-2d0a6e7c1b01",
  name: "local",
  host: "localhost",
  rootBusinessUnitId: "0a4f3c52-6b1d-4e0e-9f53-2d0a6e7c1b02",
  systemUserId: "0a4f3c52-6b1d-4e0e-9f53-2d0a6e7c1b03",
  baseLanguage: 1033,
};

/** Joins the parts. Security and events get the kernel itself, which is complete by the time they are called. */
export const createKernel = (options: KernelOptions = {}): Kernel => {
  const model = new MetadataModel();
  const store = new MemoryStore(model);
  const organization: OrganizationInfo = { ...ORGANIZATION, ...options.organization };
  const kernel = {
    model,
    store,
    organization,
    registry: createRegistry(),
    security: allowAll(organization),
    events: noEvents,
    now: options.now ?? (() => new Date()),
    newId: newGuid,
    execute: (request: MessageRequest, context: CallContext, tx?: Transaction): Promise<MessageResponse> =>
      pipeline.execute(request, context, tx),
    together: <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => pipeline.together(work),
    systemContext: () => contextOf(organization.systemUserId, { isSystem: true }),
  };
  const pipeline = createPipeline(kernel);
  kernel.security = options.security?.(kernel) ?? kernel.security;
  kernel.events = options.events?.(kernel) ?? kernel.events;
  return kernel;
};
