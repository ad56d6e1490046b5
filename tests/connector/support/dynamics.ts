import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import Fastify from "fastify";
import { ServiceProtection } from "../../../local/dataverse/limits/service-protection";
import type { ServiceProtectionLimits } from "../../../local/dataverse/limits/types";
import { createPlatform, type Platform } from "../../../local/dataverse/platform";
import { SAMPLE_OWNERS } from "../../../local/samples";
import { enginyPlugin, EnginySandbox } from "../../../local/sandboxes/enginy";
import { FrontSandbox, frontPlugin } from "../../../local/sandboxes/front";
import { nylasPlugin, NylasSandbox } from "../../../local/sandboxes/nylas";
import { WaveSandbox, wavePlugin } from "../../../local/sandboxes/wave";
import type { StoredRow } from "../../../local/dataverse/contracts";

/** The artefact an admin imports; `npm test` builds it first. */
const ZIP = path.resolve(__dirname, "../../../dist/WaveSync_managed.zip");

export type Identity = "admin" | "seller" | "connector";

export interface DynamicsOptions {
  readonly limits?: Partial<ServiceProtectionLimits> | ServiceProtection;
  /** False: an environment without our solution. */
  readonly withSolution?: boolean;
  /** An organisation of its own, where a test has several. */
  readonly organizationId?: string;
  /** What time it is there; as here, when left out. */
  readonly now?: () => Date;
}

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** A local Dynamics with our built solution, and a Wave and a Front beside it. */
export interface Dynamics {
  readonly url: string;
  readonly platform: Platform;
  readonly wave: WaveSandbox;
  readonly front: FrontSandbox;
  readonly enginy: EnginySandbox;
  readonly nylas: NylasSandbox;
  /** All rows of a table, as stored. */
  rows(table: string): readonly StoredRow[];
  /** One request to the Web API as somebody; `caller`: in the name of this user (systemuserid). */
  as(identity: Identity, method: string, path: string, body?: object, caller?: string): Promise<Answer>;
  close(): Promise<void>;
}

export async function startDynamics({
  limits,
  withSolution = true,
  organizationId,
  now,
}: DynamicsOptions = {}): Promise<Dynamics> {
  const bugs: unknown[] = [];
  const platform = await createPlatform({
    colleagues: SAMPLE_OWNERS,
    ...(organizationId ? { organization: { id: organizationId } } : {}),
    ...(now ? { now } : {}),
    limits: limits instanceof ServiceProtection ? limits : new ServiceProtection(limits),
    report: (error) => bugs.push(error),
  });
  const wave = new WaveSandbox();
  const front = new FrontSandbox();
  const enginy = new EnginySandbox();
  const nylas = new NylasSandbox();
  const app = Fastify({ forceCloseConnections: true });
  await platform.register(app);
  await app.register(wavePlugin(wave), { prefix: "/sandboxes/wave" });
  await app.register(frontPlugin(front), { prefix: "/sandboxes/front" });
  await app.register(enginyPlugin(enginy), { prefix: "/sandboxes/enginy" });
  await app.register(nylasPlugin(nylas), { prefix: "/sandboxes/nylas" });
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  platform.dataverse.kernel.organization.host = new URL(url).host;
  const tokens = new Map<Identity, string>();

  const dynamics: Dynamics = {
    url,
    platform,
    wave,
    front,
    enginy,
    nylas,
    rows: (table) => platform.dataverse.rows(table),
    async as(identity, method, target, body, caller) {
      const token = tokens.get(identity) ?? (await signIn(url, identity));
      tokens.set(identity, token);
      const response = await fetch(`${url}/api/data/v9.2/${target}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(caller ? { MSCRMCallerID: caller } : {}),
          ...(body ? { "content-type": "application/json" } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      const text = await response.text();
      return { status: response.status, body: text ? (JSON.parse(text) as Record<string, unknown>) : {} };
    },
    async close() {
      await app.close();
      if (bugs.length > 0) throw bugs[0];
    },
  };
  if (withSolution) await importSolution(dynamics);
  return dynamics;
}

export async function importSolution(dynamics: Dynamics): Promise<void> {
  if (!existsSync(ZIP)) throw new Error(`${ZIP} is missing: run "npm run build" first.`);
  const answer = await dynamics.as("admin", "POST", "ImportSolution", {
    OverwriteUnmanagedCustomizations: true,
    PublishWorkflows: true,
    ImportJobId: "6f0c1f3a-5a0e-4b7e-9d61-000000000001",
    CustomizationFile: readFileSync(ZIP).toString("base64"),
  });
  if (answer.status !== 204)
    throw new Error(`ImportSolution answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  await dynamics.platform.drain();
}

async function signIn(url: string, identity: Identity): Promise<string> {
  const response = await fetch(`${url}/local/oauth2/v2.0/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: identity,
      client_secret: "local",
      scope: `${url}/.default`,
    }),
  });
  const { access_token: token } = (await response.json()) as { access_token?: string };
  if (!token) throw new Error(`Signing in as ${identity} was refused (${response.status}).`);
  return token;
}
