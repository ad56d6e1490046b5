import type { Problem } from "../../core/operation/types";
import { isLoopback } from "../../core/values/loopback";
import { systemRoutesPath } from "../environment/webhook-addresses";
import { digestOf } from "../secrets/constant-time";
import { listConnections, listEnvironments } from "../state/environments";
import type { SystemCall } from "../systems/contract/object";
import type { CrmDoor, SystemModule } from "../systems/contract/system";
import { SystemError } from "../systems/contract/system-error";
import { adminProblem, AdminError } from "./admin-error";
import type { ConnectParts } from "./connect";
import { readWebhookSecret, renewed, saveWebhookSecret, type WebhookSecret } from "./webhook-secret";

const CONFLICT = 409;

interface Joining {
  readonly module: SystemModule;
  readonly settings: unknown;
  readonly environmentId: string;
  readonly connectionId: string;
  readonly dataverseUrl: string;
}

type Parts = Pick<
  ConnectParts,
  "clock" | "database" | "environments" | "kit" | "logger" | "publicUrl" | "secrets" | "senders"
>;

/** A system that is to use us as its CRM: everything is ready, and it was asked whether it could. */
export interface ReadyToJoin {
  /** Has it do so. Gives what an admin should know where it does not; then it may be set up by hand. */
  join(): Promise<readonly Problem[]>;
}

/**
 * Looks whether the system may use us as its CRM, before anything is made: it has one at a time, of ours as well as of others. Null where it
 * does already, or is not to. @param stored the secret of its calls, as it is kept
 * @throws AdminError CRM_ELSEWHERE, CRM_TAKEN
 */
export async function readyToJoin(
  parts: Parts,
  joining: Joining,
  stored: string | undefined,
  again: boolean,
): Promise<ReadyToJoin | null> {
  const { environmentId, module, settings } = joining;
  const { crm } = module.open(settings, parts.kit);
  if (!module.routes || !crm) return null;
  await refuseIfElsewhere(parts, joining);
  const url = parts.publicUrl() + systemRoutesPath(module.key, environmentId);
  const known = stored === undefined ? null : readWebhookSecret(stored);
  const local = (address: string) => isLoopback(new URL(address).hostname);
  // It could not reach us, and the warning about its events says so.
  const reachesUs = !local(url) || local(module.systemUrl(settings));
  if ((known?.joined === url && !again) || !reachesUs) return null;
  const secret = renewed(known, parts.clock.now());
  const door = doorOf(joining, url, secret.current);
  const call: SystemCall = { correlationId: environmentId, someoneWaits: true };
  const troubles = await parts.senders.whileExpected(
    module.key,
    environmentId,
    digestOf(secret.current),
    () => trouble(parts, joining, url, crm.test(door, call)),
  );
  const taken = troubles.find(({ code }) => code === "CRM_TAKEN");
  if (taken) throw new AdminError(409, "CRM_TAKEN", taken.params);
  if (troubles.length > 0) return { join: async () => troubles };
  return {
    join: async () => {
      const kept: WebhookSecret = { ...secret, current: digestOf(secret.current) };
      const save = (more: Partial<WebhookSecret>) =>
        saveWebhookSecret(parts.secrets, environmentId, `systemKey:${joining.connectionId}`, {
          ...kept,
          ...more,
        });
      // Before it calls: it looks at once whether its key is good.
      await save({});
      parts.senders.forget();
      const found = await trouble(parts, joining, url, crm.connect(door, call));
      if (found.length === 0) await save({ joined: url });
      return found;
    },
  };
}

/** A workspace is one environment's: what both make of one person would be written over each other. @throws AdminError CRM_ELSEWHERE */
async function refuseIfElsewhere({ database, secrets }: Parts, { environmentId, module, settings }: Joining) {
  const workspace = module.workspaceOf?.(settings);
  if (workspace === undefined) return;
  for (const { id, status, url } of await listEnvironments(database)) {
    if (id === environmentId || status === "disconnected") continue;
    for (const connection of await listConnections(database, id)) {
      if (connection.systemKey !== module.key) continue;
      const stored = await secrets.get(id, `connection:${connection.id}`);
      if (stored !== null && module.workspaceOf?.(module.settings.parse(JSON.parse(stored))) === workspace)
        throw new AdminError(409, "CRM_ELSEWHERE", { system: module.system, host: new URL(url).host });
    }
  }
}

function doorOf({ dataverseUrl, module }: Joining, url: string, key: string): CrmDoor {
  return {
    ...{ url, key, header: module.routes!.keyHeader },
    rowUrl: (table, id) => `${dataverseUrl}/main.aspx?pagetype=entityrecord&etn=${table}&id=${id}`,
  };
}

/** Why the system does not use us, in words; nothing where it does. */
async function trouble(
  { logger }: Parts,
  { environmentId, module: { key, system } }: Joining,
  url: string,
  asked: Promise<void>,
): Promise<readonly (Problem & { readonly params: Readonly<Record<string, string>> })[]> {
  try {
    await asked;
    return [];
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    logger.warn("The system does not use the connector as its CRM", {
      environmentId,
      system,
      code: error.code,
    });
    // Each system that can use us as its CRM has a setting of this name.
    const option = `--${key}-crm no`;
    const params = { system, url, option, details: error.reason ?? error.message };
    const code = error.status === CONFLICT ? "CRM_TAKEN" : "CRM_NOT_JOINED";
    return [{ ...adminProblem(code, params), params }];
  }
}
