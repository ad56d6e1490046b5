import Fastify from "fastify";
import { NylasSandbox, nylasPlugin, type NylasSandboxOptions } from "../../local/sandboxes/nylas";

/** A sandbox of Nylas on a port of its own. */
export async function startNylas(options: NylasSandboxOptions = {}) {
  const sandbox = new NylasSandbox(options);
  const app = Fastify({ forceCloseConnections: true });
  await app.register(nylasPlugin(sandbox), { prefix: "/sandboxes/nylas" });
  const origin = await app.listen({ port: 0, host: "127.0.0.1" });
  return { sandbox, url: `${origin}/sandboxes/nylas`, close: () => app.close() };
}
