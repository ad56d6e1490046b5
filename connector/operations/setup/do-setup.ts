import * as schema from "../../../core/generated/schema";
import { describe } from "../../../core/issues/describe";
import { languageOf } from "../../../core/issues/languages";
import type {
  CheckedConnection,
  OfferedSystem,
  SealedLink,
  SetupAnswer,
  SystemPerson,
} from "../../../core/operation/setup-answer";
import { clockSkews } from "../../environment/clock-skew";
import type { OpenConnection } from "../../environment/environment-runtime";
import { CannotSyncError } from "../../pipeline/build/build-sync";
import { problemOf } from "../../pipeline/problems";
import { listConnections } from "../../state/environments";
import { SYSTEMS, systemByKey } from "../../systems/registry";
import type { SystemModule } from "../../systems/contract/system";
import { resultOf, type End, type Job } from "../job";
import { requireMayConnect } from "../may-run";
import { seal } from "./seal";

/**
 * wave_Setup: what an admin needs to know while she connects systems, and the link to the page where she does. Every connected system
 * is asked whether it lets us in. @throws CannotSyncError RECORD_NOT_WRITABLE, BAD_REQUEST, NOT_CONNECTED
 */
export async function doSetup(job: Job<"setup">): Promise<End> {
  const { operation, parts, runtime } = job;
  await requireMayConnect(job);
  const states = await listConnections(parts.database, operation.environmentId);
  const connections = await Promise.all(
    [...runtime.connections.values()].map((connection) =>
      checked(job, connection, states.find(({ id }) => id === connection.id)?.subscribed ?? false),
    ),
  );
  const link = operation.request.action === "link" ? await linkFor(job) : undefined;
  const people = operation.request.action === "people" ? await peopleOf(job) : undefined;
  const setup: SetupAnswer = {
    version: schema.solution.version,
    systems: SYSTEMS.map(offered),
    connections,
    clocks: clockSkews(runtime, parts.clock),
    ...(people ? { people } : {}),
    ...(link ? { link } : {}),
  };
  return { succeeded: true, result: resultOf({ setup }), connectionId: null };
}

function offered(module: SystemModule): OfferedSystem {
  const mappings = module.defaultMappings({ connectionId: "", mappingId: () => "" });
  return {
    system: module.system,
    key: module.key,
    realTime: module.inbound !== undefined || module.routes !== undefined,
    mappings: mappings.map(({ mapping: { direction, systemObject, table } }) => ({
      systemObject,
      table,
      direction,
    })),
  };
}

/** Whether a system lets us in; why not, in the asker's language. */
async function checked(
  { operation, signal }: Job<"setup">,
  { adapter, id }: OpenConnection,
  subscribed: boolean,
): Promise<CheckedConnection> {
  const { correlationId, request } = operation;
  const { system } = adapter;
  try {
    const account = await adapter.check({ correlationId, signal, someoneWaits: true });
    return { id, system, subscribed, account: account.name || account.id };
  } catch (error) {
    const issue = problemOf(error, "read");
    if (!issue || signal.aborted) throw error;
    const words = describe(issue, languageOf(request.language), { correlationId, system });
    const { code, message, nextStep } = words;
    return { id, system, subscribed, problem: { code, message, nextStep } };
  }
}

/** @throws CannotSyncError NOT_CONNECTED; SystemError */
async function peopleOf({ operation, runtime, signal }: Job<"setup">): Promise<readonly SystemPerson[]> {
  const { correlationId, request } = operation;
  const found = [...runtime.connections.values()].find(({ module }) => module.key === request.system);
  if (!found) throw new CannotSyncError({ code: "NOT_CONNECTED" });
  const users = await found.adapter.users({ correlationId, signal, someoneWaits: true });
  return users.map(({ active, email, name }) => ({ active, email, name }));
}

async function linkFor({ operation, parts }: Job<"setup">): Promise<SealedLink> {
  const { askerId, environmentId, request } = operation;
  const { key = "", system = "" } = request;
  if (!systemByKey(system))
    throw new CannotSyncError({ code: "BAD_REQUEST", params: { details: `System (${system})` } });
  // Nothing is made for a key that it could not be sealed with.
  seal("", key);
  if (!parts.setupLinks) throw new CannotSyncError({ code: "NOT_CONNECTED" });
  const { expiresOn, secret, url } = await parts.setupLinks.forSystem({ environmentId, askerId, system });
  return { url, sealed: seal(secret, key), expiresOn: expiresOn.toISOString() };
}
