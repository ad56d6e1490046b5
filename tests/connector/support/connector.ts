import { randomBytes, randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { ConnectRequest, ConnectResponse, RunView } from "../../../connector/connect/admin-api";
import { isFinished } from "../../../connector/state/run-status";
import { startConnector, type Connector } from "../../../connector/main";
import type { Settings } from "../../../connector/settings/read-settings";
import { operation as operationTable, OperationStatus } from "../../../core/generated/schema";
import type { OperationResult } from "../../../core/operation/types";
import { askRow } from "../../support/ask-row";
import type { Answer, Dynamics, Identity } from "./dynamics";

/** How often a test looks whether something has happened. */
const LOOK_EVERY_MS = 20;
/** A fact that is not there by then never comes, however slow the machine is. */
const GIVE_UP_MS = 240_000;

/** Waits for a fact; fails with `what` when it does not come about. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false> | T | undefined | false,
): Promise<T> {
  const end = Date.now() + GIVE_UP_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}.`);
    await delay(LOOK_EVERY_MS);
  }
}

/** A connector in this process, with its log. */
export interface TestConnector extends Connector {
  readonly log: string[];
  admin(path: string, body?: object): Promise<Answer>;
}

/** In memory unless `settings` name a folder or a server. */
export async function runConnector(settings: Partial<Settings> = {}): Promise<TestConnector> {
  const log: string[] = [];
  const connector = await startConnector(
    {
      port: 0,
      host: "127.0.0.1",
      adminPort: 0,
      adminHost: "127.0.0.1",
      allowLocal: true,
      logLevel: "debug",
      adminKey: randomUUID(),
      encryptionKeys: [{ id: "test", key: randomBytes(32) }],
      ...settings,
    },
    { log: { write: (line) => void log.push(line) } },
  );
  return { ...connector, log, admin: (path, body) => adminCall(connector, path, body) };
}

export async function adminCall(
  connector: Pick<Connector, "adminUrl" | "adminKey">,
  path: string,
  body?: object,
): Promise<Answer> {
  const response = await fetch(`${connector.adminUrl}/admin${path}`, {
    method: body ? "POST" : "GET",
    headers: {
      authorization: `Bearer ${connector.adminKey}`,
      ...(body ? { "content-type": "application/json" } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

export function connectRequest(dynamics: Dynamics, changes: Partial<ConnectRequest> = {}): ConnectRequest {
  const { url } = dynamics;
  return {
    dataverseUrl: url,
    authority: `${url}/local`,
    clientId: "connector",
    clientSecret: "local",
    system: "wave",
    wave: {
      apiBaseUrl: `${url}/sandboxes/wave/v1`,
      apiKey: "local-wave-key",
      appUrl: `${url}/sandboxes/wave/app`,
    },
    ...changes,
  };
}

export async function connectTo(
  connector: Pick<Connector, "adminUrl" | "adminKey">,
  dynamics: Dynamics,
  changes: Partial<ConnectRequest> = {},
): Promise<ConnectResponse> {
  const { status, body } = await adminCall(connector, "/connect", connectRequest(dynamics, changes));
  if (status !== 200) throw new Error(`Connecting answered ${status}: ${JSON.stringify(body)}`);
  return body as unknown as ConnectResponse;
}

/** @param environmentId needed once the connector serves several */
export async function startRun(
  connector: Pick<Connector, "adminUrl" | "adminKey">,
  environmentId?: string,
): Promise<string> {
  const { status, body } = await adminCall(connector, "/runs", { kind: "firstImport", environmentId });
  if (status !== 202) throw new Error(`Starting a run answered ${status}: ${JSON.stringify(body)}`);
  return body.runId as string;
}

export function runEnd(connector: Pick<Connector, "adminUrl" | "adminKey">, runId: string): Promise<RunView> {
  return until(`the end of run ${runId}`, async () => {
    const view = (await adminCall(connector, `/runs/${runId}`)).body as unknown as RunView;
    return isFinished(view.status) && view;
  });
}

export async function importAll(
  connector: Pick<Connector, "adminUrl" | "adminKey">,
  environmentId?: string,
): Promise<RunView> {
  return runEnd(connector, await startRun(connector, environmentId));
}

export interface EndedOperation {
  readonly id: string;
  /** How the Custom API itself was answered. */
  readonly api: Answer;
  readonly status: "succeeded" | "failed";
  readonly result: OperationResult;
  readonly code: unknown;
  readonly message: unknown;
  readonly nextStep: unknown;
}

export interface Ask {
  readonly ids: readonly string[];
  readonly as?: Identity;
  readonly operationId?: string;
  readonly more?: object;
}

/** Calls one of our Custom APIs, as the form does. */
export function callApi(
  dynamics: Dynamics,
  api: string,
  { ids, as = "seller", operationId = randomUUID(), more }: Ask,
): Promise<Answer> {
  const parameters = { OperationId: operationId, Table: "contact", RecordIds: ids, ...more };
  return askFor(dynamics, api, parameters, as);
}

/** The row that says who asks for what, then the call. One that is there already is somebody's. */
export async function askFor(
  dynamics: Dynamics,
  api: string,
  parameters: { readonly OperationId: string; readonly [name: string]: unknown },
  as: Identity,
): Promise<Answer> {
  await dynamics.as(as, "POST", operationTable.entitySet, askRow(api, parameters));
  return dynamics.as(as, "POST", api, parameters);
}

/** Calls one of our Custom APIs and reads the operation's row until it has ended. */
export async function operate(dynamics: Dynamics, api: string, ask: Ask): Promise<EndedOperation> {
  const id = ask.operationId ?? randomUUID();
  const answer = await callApi(dynamics, api, { ...ask, operationId: id });
  if (answer.status !== 204)
    throw new Error(`${api} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return operationEnd(dynamics, id, answer, ask.as ?? "seller");
}

async function operationEnd(
  dynamics: Dynamics,
  id: string,
  answer: Answer,
  as: Identity,
): Promise<EndedOperation> {
  const row = await until(`operation ${id}`, async () => {
    const { status, body } = await dynamics.as(as, "GET", `wave_operations(${id})`);
    const ended = [OperationStatus.Succeeded, OperationStatus.Failed].includes(
      body.wave_operationstatus as never,
    );
    return status === 200 && ended && body;
  });
  return {
    id,
    api: answer,
    status: row.wave_operationstatus === OperationStatus.Succeeded ? "succeeded" : "failed",
    result: JSON.parse(row.wave_result as string) as OperationResult,
    code: row.wave_code,
    message: row.wave_message,
    nextStep: row.wave_nextstep,
  };
}

/** Calls a Custom API that is not about a list of records, and reads the operation's row until it has ended. */
export async function ask(
  dynamics: Dynamics,
  api: "wave_StartRun" | "wave_UndoRun" | "wave_Resolve" | "wave_Describe" | "wave_Mail" | "wave_Setup",
  parameters: object,
  as: Identity = "seller",
): Promise<EndedOperation> {
  const id = randomUUID();
  const answer = await askFor(dynamics, api, { OperationId: id, ...parameters }, as);
  if (answer.status !== 204)
    throw new Error(`${api} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return operationEnd(dynamics, id, answer, as);
}
