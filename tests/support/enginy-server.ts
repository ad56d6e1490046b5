import Fastify from "fastify";
import { enginyPlugin, EnginySandbox, type EnginySandboxOptions } from "../../local/sandboxes/enginy";

/** A sandbox of Enginy on a port of its own. */
export interface EnginyServer {
  readonly sandbox: EnginySandbox;
  /** Base of the sandbox; `/api/v1`, `/app` and `/control` are under it. */
  readonly url: string;
  close(): Promise<void>;
}

export async function startEnginy(options?: EnginySandboxOptions): Promise<EnginyServer> {
  const sandbox = new EnginySandbox(options);
  // Connections left hanging on purpose must not keep the server from closing.
  const app = Fastify({ forceCloseConnections: true });
  await app.register(enginyPlugin(sandbox), { prefix: "/sandboxes/enginy" });
  const origin = await app.listen({ port: 0, host: "127.0.0.1" });
  return { sandbox, url: `${origin}/sandboxes/enginy`, close: () => app.close() };
}
