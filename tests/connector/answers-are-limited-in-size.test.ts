import { gzipSync } from "node:zlib";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Governor } from "../../connector/dataverse/governor";
import { Transport } from "../../connector/dataverse/transport";
import { AnswerTooLargeError, readText } from "../../connector/network/read-text";
import { waveSettings } from "../../connector/systems/wave/settings";
import { httpTransport } from "../../connector/systems/wave/transport";

const MB = 1024 * 1024;

describe("an answer", () => {
  let server: Server;
  let url: string;
  let answer: RequestListener;
  /** How much could be sent before the other side had enough. */
  let sent = 0;

  beforeAll(async () => {
    server = createServer((request, response) => answer(request, response));
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());
  beforeEach(() => (sent = 0));

  /** Says nothing of its length and never ends. */
  const endless: RequestListener = (_request, response) => {
    const chunk = Buffer.alloc(MB, " ");
    const more = () => {
      if (response.destroyed) return;
      sent += chunk.length;
      if (response.write(chunk)) setImmediate(more);
      else response.once("drain", more);
    };
    response.on("error", () => undefined);
    more();
  };

  it("is read up to its limit, and the rest is not waited for", async () => {
    answer = endless;
    await expect(readText(await fetch(url), 3 * MB)).rejects.toThrow(AnswerTooLargeError);
    expect(sent).toBeLessThan(64 * MB);
  });

  it("that says how large it is is not read at all", async () => {
    answer = (_request, response) => response.writeHead(200, { "content-length": 3 * MB }).write("x");
    await expect(readText(await fetch(url), 2 * MB)).rejects.toThrow(AnswerTooLargeError);
  });

  it("counts as it is unpacked", async () => {
    answer = (_request, response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(8 * MB, " ")));
    await expect(readText(await fetch(url), 4 * MB)).rejects.toThrow(AnswerTooLargeError);
  });

  it.each([[{}], [{ "content-encoding": "gzip" }]])(
    "below it comes as it is, umlauts in two chunks too (%j)",
    async (headers) => {
      const text = "grün ".repeat(60_000);
      answer = (_request, response) => {
        response.writeHead(200, headers);
        if ("content-encoding" in headers) return response.end(gzipSync(text));
        const bytes = Buffer.from(text);
        response.write(bytes.subarray(0, 3));
        return response.end(bytes.subarray(3));
      };
      expect(await readText(await fetch(url), 4 * MB)).toBe(text);
    },
  );

  it("of Wave's has a limit, and what is larger is said", async () => {
    answer = endless;
    const send = httpTransport(waveSettings.parse({ apiBaseUrl: url, apiKey: "key" }), 120_000);
    await expect(send({ method: "GET", path: "/contacts" }, { correlationId: "c" })).rejects.toMatchObject({
      code: "UNEXPECTED",
      reason: "it is larger than 16 MB.",
    });
  });

  it("of Dataverse's has one too", async () => {
    answer = endless;
    const tokens = { token: () => Promise.resolve("token"), forget: () => undefined };
    const asked = new Transport(url, tokens, new Governor()).send(
      { method: "GET", path: "contacts", deadlineMs: 120_000 },
      { patienceMs: 0 },
    );
    await expect(asked).rejects.toMatchObject({ status: 0, cause: expect.any(AnswerTooLargeError) });
  });
});
