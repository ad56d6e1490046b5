import type { FastifyInstance } from "fastify";
import { createDataverse, type DataverseOptions, type LocalDataverse } from "./create";
import { createEvents, type WebhookEvents } from "./events/create-events";
import { guardRegistrations } from "./events/guard-registrations";
import { addMissingFilters } from "./events/messages";
import { guardSessions, registerIdentity } from "./identity/plugin";
import { createSecurity, type PlatformSecurity } from "./security";
import { securityOperations } from "./security/operations";
import { seedPeople } from "./security/seed";
import type { SampleColleague } from "./security/seed/people";
import { Drafts } from "./solution/apply/drafts";
import { Layers } from "./solution/apply/layers";
import { guardComponents } from "./solution/messages/guard-components";
import { importSolution, importSolutionAsync } from "./solution/messages/import-solution";
import { Importer } from "./solution/messages/importer";
import { undoneOperations } from "./solution/messages/not-implemented";
import { publishAll, publishXml } from "./solution/messages/publish";
import { stageSolution, type StagedFiles } from "./solution/messages/stage-solution";
import { registerComponents } from "./solution/serve/plugin";
import { writeStandardViews } from "./solution/standard-views";

export interface PlatformOptions extends Omit<DataverseOptions, "security" | "events"> {
  /** Users besides the local identities: those sample contacts are assigned to. */
  readonly colleagues?: readonly SampleColleague[];
  /** What a webhook may take; the platform's 60 s unless a test is in a hurry. */
  readonly webhookTimeoutMs?: number;
}

/** A local Dataverse with everything around its Web API: people and rights, tokens, steps, solutions. */
export interface Platform {
  readonly dataverse: LocalDataverse;
  readonly security: PlatformSecurity;
  readonly events: WebhookEvents;
  /** Adds all its routes to a server; tell `organization.host` once the port is known. */
  register(app: FastifyInstance): Promise<void>;
  /** Resolves when no system job waits or runs. */
  drain(): Promise<void>;
}

/** Builds the whole: an environment as it is on its first day, before any solution. */
export async function createPlatform(options: PlatformOptions = {}): Promise<Platform> {
  let security: PlatformSecurity | undefined;
  let events: WebhookEvents | undefined;
  const { webhookTimeoutMs } = options;
  const dataverse = await createDataverse({
    ...options,
    security: (kernel) => (security = createSecurity(kernel)),
    events: (kernel) =>
      (events = createEvents(kernel, webhookTimeoutMs === undefined ? {} : { timeoutMs: webhookTimeoutMs })),
  });
  if (security === undefined || events === undefined)
    throw new Error("The kernel was built without security or events.");
  const parts = { dataverse, security, events };
  await prepare(parts, options.colleagues ?? []);
  return {
    ...parts,
    drain: () => parts.events.drain(),
    register: async (app) => {
      guardSessions(app);
      registerIdentity(app, { kernel: dataverse.kernel, ...parts.security });
      registerComponents(app, dataverse.kernel);
      await dataverse.register(app);
    },
  };
}

type Parts = Pick<Platform, "dataverse" | "security" | "events">;

const prepare = async (
  { dataverse: { kernel }, security, events }: Parts,
  colleagues: readonly SampleColleague[],
): Promise<void> => {
  await kernel.store.transaction((tx) => {
    addMissingFilters(kernel, tx);
    writeStandardViews(kernel, tx);
    return Promise.resolve();
  });
  await seedPeople(kernel, colleagues);
  const drafts = new Drafts(kernel);
  const importer = new Importer(kernel, events, drafts, new Layers(kernel));
  const staged: StagedFiles = new Map();
  const operations = [
    importSolution(importer),
    importSolutionAsync(importer, staged),
    stageSolution(kernel, staged),
    publishAll(drafts),
    publishXml(drafts),
    ...undoneOperations,
    ...securityOperations(security.checks),
  ];
  for (const operation of operations) kernel.registry.addOperation(operation);
  guardRegistrations(kernel);
  guardComponents(kernel);
};
