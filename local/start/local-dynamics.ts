import type { IncomingHttpHeaders } from "node:http";
import Fastify, { type FastifyInstance } from "fastify";
import { createPlatform, type Platform } from "../dataverse/platform";
import type { ModelledCost } from "../dataverse/limits/modelled-cost";
import { ServiceProtection } from "../dataverse/limits/service-protection";
import { hostPlugin } from "../host/server/plugin";
import { SAMPLE_OWNERS } from "../samples";
import type { WaveContact } from "../sandboxes/wave";
import { EnginySandbox, enginyPlugin } from "../sandboxes/enginy";
import { FrontSandbox, frontPlugin } from "../sandboxes/front";
import { NylasSandbox, nylasPlugin } from "../sandboxes/nylas";
import { WaveSandbox, wavePlugin } from "../sandboxes/wave";
import { HOST } from "./ports";
import { hostScripts } from "./project-folder";
import { say } from "./report";
import { StartError } from "./start-error";

/** Room for an address of 32,768 characters and the headers beside it. */
const MAX_HEADER_BYTES = 65_536;

export interface DynamicsOptions {
  /** 0 picks a free one. */
  readonly port: number;
  /** What Wave's sandbox holds at first. */
  readonly contacts: readonly WaveContact[];
  /** What requests are modelled to take, for the bench; nothing otherwise. */
  readonly cost?: ModelledCost;
}

/** A local Dynamics with sandboxes beside it, all on one port. */
export interface LocalDynamics {
  /** `http://127.0.0.1:8365` */
  readonly url: string;
  readonly port: number;
  readonly platform: Platform;
  readonly wave: WaveSandbox;
  readonly front: FrontSandbox;
  readonly enginy: EnginySandbox;
  readonly nylas: NylasSandbox;
  close(): Promise<void>;
}

/** Starts the server; the environment is as on its first day, before any solution. */
export async function startDynamics(options: DynamicsOptions): Promise<LocalDynamics> {
  const platform = await createPlatform({
    colleagues: SAMPLE_OWNERS,
    limits: new ServiceProtection(),
    cost: options.cost,
    report: (error) =>
      say(`The local Dataverse has a bug: ${error instanceof Error ? error.stack : String(error)}`),
  });
  const wave = new WaveSandbox();
  wave.store.load(options.contacts);
  const front = new FrontSandbox();
  const enginy = new EnginySandbox();
  const nylas = new NylasSandbox();
  // Browsers and clients keep connections open; stopping does not wait for them.
  // Queries may be long: the platform takes addresses of 32 KB.
  const app = Fastify({ forceCloseConnections: true, http: { maxHeaderSize: MAX_HEADER_BYTES } });
  await platform.register(app);
  const { security } = platform.dataverse.kernel;
  const isSignedIn = async (headers: IncomingHttpHeaders): Promise<boolean> => {
    try {
      await security.authenticate(headers);
      return true;
    } catch {
      return false;
    }
  };
  await app.register(hostPlugin({ assets: hostScripts(), isSignedIn }));
  await app.register(wavePlugin(wave), { prefix: "/sandboxes/wave" });
  await app.register(frontPlugin(front), { prefix: "/sandboxes/front" });
  await app.register(enginyPlugin(enginy), { prefix: "/sandboxes/enginy" });
  await app.register(nylasPlugin(nylas), { prefix: "/sandboxes/nylas" });
  const url = await listen(app, options.port);
  // Tokens and links name the address people use.
  platform.dataverse.kernel.organization.host = new URL(url).host;
  return {
    ...{ url, port: Number(new URL(url).port), platform },
    ...{ wave, front, enginy, nylas },
    close: () => app.close(),
  };
}

async function listen(app: FastifyInstance, port: number): Promise<string> {
  try {
    return await app.listen({ host: HOST, port });
  } catch (error) {
    await app.close();
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    throw new StartError(
      `Port ${port} is taken by another program, perhaps by a local Dynamics that runs already.`,
      "Stop that one, or choose another port: npm start -- --port 9000 (wave-sync start --port 9000).",
    );
  }
}
