import * as schema from "../../../core/generated/schema";
import type { ConnectParts } from "../../connect/connect";
import type { Database } from "../../database/database";
import { listConnections, listEnvironments, type Environment } from "../../state/environments";
import { noticesOf } from "../../state/notices";
import { openOperations } from "../../state/operations";
import { listPauses } from "../../state/pauses";
import { listMappingCursors } from "../../state/mapping-cursors";
import { lastRun } from "../../state/runs";
import { waitingChanges } from "../../state/changes";
import { systemByKey } from "../../systems/registry";
import { WEBHOOK_PATH } from "../../environment/webhook-addresses";
import { clockSkews } from "../../environment/clock-skew";
import type { EnvironmentRuntime } from "../../environment/environment-runtime";
import { runView } from "./run-view";
import type { EnvironmentView, StatusResponse } from "../../connect/admin-api";

/** All environments at a glance. */
export async function statusView({
  database,
  environments: opened,
  publicUrl,
}: Pick<ConnectParts, "database" | "environments" | "publicUrl">): Promise<StatusResponse> {
  const environments: EnvironmentView[] = [];
  for (const environment of await listEnvironments(database))
    environments.push(await environmentView(database, environment, await opened.ifOpen(environment.id)));
  const webhookUrl = publicUrl() + WEBHOOK_PATH;
  return { version: schema.solution.version, database: database.kind, webhookUrl, environments };
}

async function environmentView(
  database: Database,
  { id, url, status, problem }: Environment,
  runtime: EnvironmentRuntime | null,
): Promise<EnvironmentView> {
  const connections = await listConnections(database, id);
  const run = await lastRun(database, id);
  const cursors = await listMappingCursors(database, id);
  return {
    id,
    dataverseUrl: url,
    status,
    connections: connections.map((each) => ({
      id: each.id,
      system: systemByKey(each.systemKey)?.system ?? each.systemKey,
      systemUrl: each.systemUrl,
      subscribed: each.subscribed,
    })),
    operationsOpen: await openOperations(database, id),
    recordsWaiting: await waitingChanges(database, id),
    comparisons: cursors.map(({ mappingId, comparedOn, nextRunOn }) => ({
      mappingId,
      comparedOn: comparedOn?.toISOString() ?? null,
      nextRunOn: nextRunOn?.toISOString() ?? null,
    })),
    clockSkews: runtime ? clockSkews(runtime) : [],
    lastRun: run ? runView(run) : null,
    ...(problem ? { problem } : {}),
    ...(status === "needsSignIn" ? await pauseView(database, id) : {}),
  };
}

async function pauseView(database: Database, id: string): Promise<Pick<EnvironmentView, "pause">> {
  const pause = (await listPauses(database)).find(({ environmentId }) => environmentId === id);
  if (!pause) return {};
  const { told, waiting } = await noticesOf(database, id);
  return {
    pause: {
      since: pause.since.toISOString(),
      shownInApp: pause.shown,
      adminsNotified: told,
      adminsWaiting: waiting,
    },
  };
}
