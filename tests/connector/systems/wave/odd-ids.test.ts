import Fastify from "fastify";
import { waveSettings } from "../../../../connector/systems/wave/settings";
import { WaveSystem } from "../../../../connector/systems/wave/wave-system";

const call = { correlationId: "c" };

describe("an id of Wave's", () => {
  const asked: string[] = [];
  const server = Fastify();
  let adapter: WaveSystem;

  beforeAll(async () => {
    server.all("/*", async (request, reply) => {
      asked.push(`${request.method} ${request.raw.url}`);
      return reply.code(404).send({ error: { code: "not_found", message: "No such contact" } });
    });
    const apiBaseUrl = await server.listen({ port: 0, host: "127.0.0.1" });
    adapter = new WaveSystem(waveSettings.parse({ apiBaseUrl, apiKey: "key" }));
  });
  afterAll(() => server.close());
  beforeEach(() => void (asked.length = 0));

  it.each([".", "..", ""])("%j would lead to another address: nothing is asked", async (id) => {
    const asking = adapter.contacts.update(id, { firstName: "A" }, call);
    await expect(asking).rejects.toMatchObject({
      code: "SYSTEM_REJECTED",
      reason: expect.stringContaining("no id"),
    });
    await expect(adapter.contacts.remove(id, call)).rejects.toMatchObject({ code: "SYSTEM_REJECTED" });
    expect(asked).toEqual([]);
  });

  it.each(["a/b", "a?b=c", "a#b", "...", "%2e%2e", "ü"])(
    "%j is escaped, and stays below the contacts",
    async (id) => {
      await adapter.contacts.remove(id, call).catch(() => undefined);
      expect(asked[0]).toBe(`DELETE /contacts/${encodeURIComponent(id)}`);
    },
  );
});
