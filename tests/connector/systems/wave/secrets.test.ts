import Fastify from "fastify";
import { inspect } from "node:util";
import { waveSettings } from "../../../../connector/systems/wave/settings";
import { WaveSystem } from "../../../../connector/systems/wave/wave-system";

const call = { correlationId: "c" };

describe("the API key", () => {
  it("does not follow a redirect to another host", async () => {
    const seen: unknown[] = [];
    const elsewhere = Fastify();
    elsewhere.all("/*", async (request) => void seen.push(request.headers.authorization));
    const target = await elsewhere.listen({ port: 0, host: "127.0.0.1" });
    const server = Fastify();
    server.get("/me", async (_request, reply) => reply.redirect(`${target}/me`, 307));
    const apiBaseUrl = await server.listen({ port: 0, host: "127.0.0.1" });

    const adapter = new WaveSystem(waveSettings.parse({ apiBaseUrl, apiKey: "top-secret" }));
    const error: unknown = await adapter.check(call).catch((e: unknown) => e);

    expect(error).toMatchObject({ code: "SYSTEM_REJECTED", status: 307 });
    expect(seen).toEqual([]);
    expect(inspect(error, { depth: 10 })).not.toContain("top-secret");
    await Promise.all([server.close(), elsewhere.close()]);
  });

  it("says that the address is wrong when a web page answers", async () => {
    const server = Fastify();
    server.get("/me", async (_request, reply) => reply.type("text/html").send("<html>Welcome</html>"));
    const apiBaseUrl = await server.listen({ port: 0, host: "127.0.0.1" });
    const adapter = new WaveSystem(waveSettings.parse({ apiBaseUrl, apiKey: "k" }));
    await expect(adapter.check(call)).rejects.toThrow("Check the API URL");
    await server.close();
  });
});
