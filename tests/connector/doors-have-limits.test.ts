import { randomUUID } from "node:crypto";
import { createServer, type AddressInfo, type Server } from "node:net";
import net from "node:net";
import { limitConnections } from "../../connector/http/connections";
import { TokenBuckets } from "../../connector/http/token-buckets";
import { addressGroup } from "../../connector/network/address-group";
import { within } from "../../connector/network/proxies";
import { until } from "./support/connector";
import { openDoors, waveEvent, type Doors } from "./support/doors";

/** A connection that says what it is told to, and hears what comes back until the other side ends it. */
function dial(port: number): { socket: net.Socket; heard: () => string; ended: () => boolean } {
  const socket = net.connect(port, "127.0.0.1");
  let heard = "";
  let ended = false;
  socket.setEncoding("utf8").on("data", (text: string) => (heard += text));
  socket.on("close", () => (ended = true)).on("error", () => undefined);
  return { socket, heard: () => heard, ended: () => ended };
}

describe("a door", () => {
  let doors: Doors;
  let port: number;

  beforeEach(async () => {
    doors = await openDoors();
    port = Number(new URL(await doors.server.listen({ port: 0, host: "127.0.0.1" })).port);
  });
  afterEach(() => doors?.close());

  it.each([
    ["Dataverse's, without the key", "/dataverse/webhook", 401],
    ["a system's, where nothing is connected", `/webhooks/wave/${randomUUID()}`, 404],
    ["none at all", "/nothing", 404],
  ])("answers before the body has come, and ends the connection: %s", async (_name, path, status) => {
    const { socket, heard, ended } = dial(port);
    // The head of a large request, and of its body one byte.
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500000\r\n\r\n{`,
    );
    await until("the end of the connection", ended);
    expect(heard()).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  });

  it("says 429 to whoever was refused too often, and keeps listening to whoever has the key", async () => {
    const knock = () => doors.dataverse({ MessageName: "Nothing" }, { "x-wave-sync-key": "guessed" });
    const answers: number[] = [];
    for (let at = 0; at < 80; at++) answers.push(await knock());
    expect(answers.slice(0, 60)).toEqual(Array.from({ length: 60 }, () => 401));
    expect(answers.at(-1)).toBe(429);
    expect(await doors.dataverse({ MessageName: "Nothing" })).toBe(202);
    expect((await doors.wave(waveEvent("evt", "clx"))).status).toBe(202);
  });

  it("does not read bodies any more from where proofs were wrong too often; others are heard", async () => {
    const forged = { "x-wave-signature": "v1=00" };
    let status = 401;
    for (let at = 0; at < 80 && status === 401; at++)
      status = (await doors.wave(waveEvent("evt", "clx"), forged)).status;
    expect(status).toBe(429);
    expect((await doors.wave(waveEvent("evt", "clx"))).status).toBe(429);
    expect(await doors.dataverse({ MessageName: "Nothing" })).toBe(202);
  });

  it("logs refusals once a minute and kind, however many there are", async () => {
    for (let at = 0; at < 50; at++) {
      await doors.dataverse({}, { "x-wave-sync-key": "guessed" });
      await doors.server.inject({ method: "POST", url: `/webhooks/wave/${randomUUID()}` });
    }
    expect(doors.log).toHaveLength(2);
    expect(await doors.refusals()).toBe(100);
  });

  it("hands on what it has not logged yet when it is closed", async () => {
    for (let at = 0; at < 50; at++) await doors.dataverse({}, { "x-wave-sync-key": "guessed" });
    const { log } = doors;
    await doors.close();
    const last = JSON.parse(log.at(-1)!) as object;
    expect(last).toMatchObject({ code: "wrongKey", calls: 49, addresses: 1, from: "127.0.0.1" });
    doors = await openDoors();
  });

  it("ends a connection that says nothing, or stops in the middle of a request", async () => {
    const silent = dial(port);
    const slow = dial(port);
    slow.socket.write("POST /dataverse/webhook HTTP/1.1\r\nHost: x\r\n");
    await until("both to be ended", () => silent.ended() && slow.ended());
    expect(doors.server.server).toMatchObject({ headersTimeout: 10_000, requestTimeout: 30_000 });
  });

  it("sets headers that keep what it answers from being kept or guessed at", async () => {
    const { headers } = await doors.server.inject({ method: "POST", url: "/dataverse/webhook" });
    expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "cache-control": "no-store" });
  });
});

describe("open connections", () => {
  let server: Server;
  afterEach(() => new Promise((closed) => server.close(closed)));

  async function connections(count: number, isProxy: boolean): Promise<number> {
    server = createServer();
    limitConnections(server, () => isProxy, { inAll: 6, ofOne: 3 });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const { port } = server.address() as AddressInfo;
    const dialled = Array.from({ length: count }, () => dial(port));
    const left = await until("the rest to be ended", async () => {
      const open = dialled.filter(({ ended }) => !ended()).length;
      const known = await new Promise<number>((told) => server.getConnections((_, n) => told(n)));
      return open === known && dialled.every(({ socket }) => !socket.connecting) && open < count && open;
    });
    for (const { socket } of dialled) socket.destroy();
    return left;
  }

  it("on which nothing comes are ended, those on which something came are not", async () => {
    server = createServer();
    limitConnections(server, () => false, { silentMs: 300 });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const { port } = server.address() as AddressInfo;
    server.on("connection", (socket) => socket.resume());
    const speaking = dial(port);
    speaking.socket.write("x");
    const silent = dial(port);
    await until("the silent one to be ended", silent.ended);
    expect(speaking.ended()).toBe(false);
    speaking.socket.destroy();
  });

  it("of one address are not all there are", async () => expect(await connections(5, false)).toBe(3));
  it("are limited in all, also where a proxy of ours stands for everybody", async () =>
    expect(await connections(9, true)).toBe(6));
});

describe("who a caller is", () => {
  it.each([
    ["10.0.0.1", "10.0.0.1"],
    ["::ffff:10.0.0.1", "10.0.0.1"],
    ["2001:db8:0:1:2:3:4:5", "2001:db8:0:1::/64"],
    ["2001:db8:0:1::99", "2001:db8:0:1::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
  ])("%s is counted as %s", (address, group) => expect(addressGroup(address)).toBe(group));

  it("is told by proxies that are named, and by no other", () => {
    const isProxy = within(["10.0.0.5", "10.1.0.0/16", "fd00::/8"]);
    for (const address of ["10.0.0.5", "::ffff:10.0.0.5", "10.1.2.3", "fd12::1"])
      expect(isProxy(address)).toBe(true);
    for (const address of ["10.0.0.6", "10.2.0.1", "::1", "", "x"]) expect(isProxy(address)).toBe(false);
  });
});

describe("a bucket of tokens", () => {
  it("lets a burst through, then as many as it fills with, each name for itself", () => {
    let now = 0;
    const buckets = new TokenBuckets({ burst: 3, perSecond: 2 }, () => now);
    const take = (count: number, name = "a") => Array.from({ length: count }, () => buckets.take(name));
    expect(take(4)).toEqual([true, true, true, false]);
    expect(buckets.isEmpty("a")).toBe(true);
    expect(take(1, "b")).toEqual([true]);
    now = 1_000;
    expect(take(3)).toEqual([true, true, false]);
    now = 1_000_000;
    expect(take(4)).toEqual([true, true, true, false]);
  });

  it("does not grow without end: who was quiet for longest is forgotten", () => {
    const buckets = new TokenBuckets({ burst: 1, perSecond: 0 }, () => 0);
    buckets.take("first");
    for (let at = 0; at < 10_000; at++) buckets.take(`name ${at}`);
    expect(buckets.isEmpty("first")).toBe(false);
    expect(buckets.isEmpty("name 9999")).toBe(true);
  });
});
