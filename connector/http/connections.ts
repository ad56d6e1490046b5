import type { Server } from "node:net";
import { addressGroup } from "../network/address-group";

/** Open connections in all. A process may have some thousand files open; each of these may hold a body. */
const IN_ALL = 2_048;
/** A connection on which nothing has come by then is ended. Node waits for as long as a whole request may take. */
const SILENT_MS = 10_000;
/** Open connections of one address, so that one caller can't use them all. */
const OF_ONE = 512;

/** Limits a server's open connections, in all and of one address, and ends those that nobody uses. A proxy of ours stands for many, and is not limited. */
export function limitConnections(
  server: Server,
  isProxy: (address: string) => boolean,
  { inAll = IN_ALL, ofOne = OF_ONE, silentMs = SILENT_MS } = {},
): void {
  server.maxConnections = inAll;
  const open = new Map<string, number>();
  server.on("connection", (socket) => {
    const silence = setTimeout(() => socket.bytesRead === 0 && socket.destroy(), silentMs);
    silence.unref();
    socket.once("close", () => clearTimeout(silence));
    const address = socket.remoteAddress ?? "";
    if (isProxy(address)) return;
    const name = addressGroup(address);
    const count = (open.get(name) ?? 0) + 1;
    open.set(name, count);
    socket.once("close", () => {
      const left = open.get(name)! - 1;
      if (left === 0) open.delete(name);
      else open.set(name, left);
    });
    if (count > ofOne) socket.destroy();
  });
}
