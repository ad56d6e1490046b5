import { createServer, type AddressInfo } from "node:net";

/** Everything local listens here and nowhere else. */
export const HOST = "127.0.0.1";

/** `wanted` when it is free, otherwise any that is. Somebody else may take it in between; listening then says so. */
export async function freePort(wanted: number): Promise<number> {
  return (await tryPort(wanted)) ?? (await tryPort(0)) ?? wanted;
}

async function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(undefined));
    probe.listen(port, HOST, () => {
      const { port: got } = probe.address() as AddressInfo;
      probe.close(() => resolve(got));
    });
  });
}
