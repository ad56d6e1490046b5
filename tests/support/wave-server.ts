import Fastify from "fastify";
import type { WaveSandboxOptions } from "../../local/sandboxes/wave";
import { WaveSandbox, wavePlugin } from "../../local/sandboxes/wave";

/** A sandbox of Wave on a port of its own. */
export interface WaveServer {
  readonly sandbox: WaveSandbox;
  /** Base of the sandbox; `/v1`, `/app` and `/control` are under it. */
  readonly url: string;
  close(): Promise<void>;
}

export async function startWave(options?: WaveSandboxOptions): Promise<WaveServer> {
  const sandbox = new WaveSandbox(options);
  // Connections left hanging on purpose must not keep the server from closing.
  const app = Fastify({ forceCloseConnections: true });
  await app.register(wavePlugin(sandbox), { prefix: "/sandboxes/wave" });
  const origin = await app.listen({ port: 0, host: "127.0.0.1" });
  return { sandbox, url: `${origin}/sandboxes/wave`, close: () => app.close() };
}
