import Fastify, { type FastifyInstance } from "fastify";
import { frontPlugin, FrontSandbox, type FrontSandboxOptions } from "../../local/sandboxes/front";

/** A sandbox of Front on a port of its own. */
export interface FrontServer {
  readonly sandbox: FrontSandbox;
  /** Base of the sandbox; `/api`, `/app` and `/control` are under it. */
  readonly url: string;
  close(): Promise<void>;
}

/** @param prepare gets the server before the sandbox is on it */
export async function startFront(
  options?: FrontSandboxOptions,
  prepare?: (app: FastifyInstance) => void,
): Promise<FrontServer> {
  const sandbox = new FrontSandbox(options);
  // Connections left hanging on purpose must not keep the server from closing.
  const app = Fastify({ forceCloseConnections: true });
  prepare?.(app);
  await app.register(frontPlugin(sandbox), { prefix: "/sandboxes/front" });
  const origin = await app.listen({ port: 0, host: "127.0.0.1" });
  return { sandbox, url: `${origin}/sandboxes/front`, close: () => app.close() };
}
