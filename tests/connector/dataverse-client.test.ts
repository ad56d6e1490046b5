import { DataverseClient } from "../../connector/dataverse/client";
import { parseBatch } from "../../connector/dataverse/batch";
import { Governor } from "../../connector/dataverse/governor";
import { RequestCounter } from "../../connector/dataverse/request-counter";
import { createTokenSource } from "../../connector/dataverse/sign-in";
import { Transport } from "../../connector/dataverse/transport";
import { fakeHttp, type FakeAnswer, type SeenRequest } from "./support/fake-http";

const ROW = "0b1c2d3e-0000-4000-8000-000000000001";
const USER = "0b1c2d3e-0000-4000-8000-0000000000aa";

/** A tiny Dataverse with a token endpoint; `answer` sees everything but the sign-in. */
async function tinyDataverse(answer: (request: SeenRequest) => FakeAnswer) {
  let tokens = 0;
  const server = await fakeHttp((request) => {
    if (!request.path.startsWith("/local/oauth2/v2.0/token")) return answer(request);
    const form = new URLSearchParams(request.body);
    if (form.get("client_secret") !== "local")
      return { status: 401, body: JSON.stringify({ error: "invalid_client" }) };
    return {
      body: JSON.stringify({ token_type: "Bearer", expires_in: 3600, access_token: `token-${++tokens}` }),
    };
  });
  const client = (clientSecret = "local") => {
    const tokenSource = createTokenSource(server.url, {
      authority: `${server.url}/local`,
      clientId: "connector",
      clientSecret,
    });
    return new DataverseClient(new Transport(server.url, tokenSource, new Governor()));
  };
  const calls = () => server.seen.filter((request) => !request.path.includes("/token"));
  return { ...server, client, calls, signIns: () => tokens };
}

describe("the Dataverse client", () => {
  let server: Awaited<ReturnType<typeof tinyDataverse>>;
  afterEach(() => server.close());

  it("signs in once, through Microsoft's library, and keeps the token", async () => {
    server = await tinyDataverse(() => ({ body: JSON.stringify({ contactid: ROW }) }));
    const client = server.client();
    await client.retrieve("contacts", ROW, ["firstname"]);
    await client.retrieve("contacts", ROW, ["firstname"]);
    expect(server.signIns()).toBe(1);
    const form = new URLSearchParams(server.seen[0]!.body);
    expect(form.get("grant_type")).toBe("client_credentials");
    expect(form.get("scope")).toBe(`${server.url}/.default`);
    expect(server.calls().every((request) => request.headers.authorization === "Bearer token-1")).toBe(true);
  });

  it("gets a new token when the old one is refused", async () => {
    server = await tinyDataverse((request) =>
      request.headers.authorization === "Bearer token-1"
        ? { status: 401 }
        : { body: JSON.stringify({ UserId: USER }) },
    );
    expect((await server.client().whoAmI()).userId).toBe(USER);
    expect(server.signIns()).toBe(2);
  });

  it("says so when signing in is refused", async () => {
    server = await tinyDataverse(() => ({}));
    const refused = server.client("wrong").whoAmI();
    await expect(refused).rejects.toMatchObject({
      status: 401,
      message: expect.stringContaining("invalid_client"),
    });
    expect(server.calls()).toEqual([]);
  });

  it("hears how many requests at a time the environment advises", async () => {
    server = await tinyDataverse(() => ({
      headers: { "x-ms-dop-hint": "9" },
      body: JSON.stringify({ UserId: USER }),
    }));
    const client = server.client();
    await client.whoAmI();
    expect(client.governor.concurrency).toBe(9);
  });

  it("acts as somebody else when told to", async () => {
    server = await tinyDataverse((request) =>
      request.path.includes("$batch")
        ? { headers: { "content-type": "multipart/mixed; boundary=b" }, body: "--b--" }
        : { status: 204 },
    );
    const client = server.client();
    await client.update("contacts", ROW, { jobtitle: "x" }, { asUser: USER });
    await client.bulk(
      "UpsertMultiple",
      { logicalName: "contact", entitySet: "contacts" },
      [{ contactid: ROW }],
      { asUser: USER },
    );
    await client.update("contacts", ROW, { jobtitle: "x" });
    expect(server.calls().map((request) => request.headers.mscrmcallerid)).toEqual([USER, USER, undefined]);
  });

  it("does not create a row when changing one that is gone", async () => {
    server = await tinyDataverse(() => ({ status: 204 }));
    await server.client().update("contacts", ROW, { jobtitle: "x" });
    expect(server.calls()[0]).toMatchObject({ method: "PATCH", headers: { "if-match": "*" } });
  });

  it("gives null for a row that is not there, and no error when deleting it", async () => {
    server = await tinyDataverse(() => ({
      status: 404,
      body: JSON.stringify({ error: { code: "0x80040217", message: "contact With Id = … Does Not Exist" } }),
    }));
    expect(await server.client().retrieve("contacts", ROW, ["firstname"])).toBeNull();
    await server.client().remove("contacts", ROW);
  });

  it("follows pages to the end, and leaves timestamps as they were written", async () => {
    server = await tinyDataverse((request) => {
      const second = request.path.includes("skiptoken");
      const next = second
        ? {}
        : { "@odata.nextLink": `${server.url}/api/data/v9.2/contacts?$select=modifiedon&$skiptoken=2` };
      return {
        body: JSON.stringify({ value: [{ modifiedon: `2026-01-0${second ? 2 : 1}T00:00:00Z` }], ...next }),
      };
    });
    const rows = await server.client().list("contacts", { select: ["modifiedon"], pageSize: 1 });
    expect(rows.map((row) => row.modifiedon)).toEqual(["2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"]);
  });

  it("sends its token nowhere else, whatever a link says", async () => {
    server = await tinyDataverse(() => ({}));
    const transport = new Transport(server.url, { token: async () => "secret", forget() {} }, new Governor());
    const away = transport.send({ method: "GET", path: "https://evil.example/api" }, {});
    await expect(away).rejects.toThrow(/another host/);
  });

  it("waits when it is throttled, by Retry-After, and counts it apart", async () => {
    let calls = 0;
    server = await tinyDataverse(() =>
      ++calls === 1
        ? {
            status: 429,
            headers: { "retry-after": "1" },
            body: JSON.stringify({ error: { code: "0x80072322", message: "" } }),
          }
        : { status: 204 },
    );
    const counter = new RequestCounter();
    const started = Date.now();
    await server.client().update("contacts", ROW, {}, { counter });
    expect(Date.now() - started).toBeGreaterThanOrEqual(990);
    expect(counter).toEqual({ sent: 2, throttled: 1, failed: 0 });
  });

  it("reads many things in one request", async () => {
    const parts = [
      `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n${JSON.stringify({ contactid: ROW, note: "--b in a value\r\n\r\n{}" })}`,
      `HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\n\r\n${JSON.stringify({ error: { code: "0x80040217", message: "gone" } })}`,
      "HTTP/1.1 204 No Content\r\nOData-Version: 4.0\r\n\r\n",
    ];
    const head = "Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n";
    const body = `${parts.map((part) => `--batchresponse_x\r\n${head}${part}\r\n`).join("")}--batchresponse_x--\r\n`;
    server = await tinyDataverse(() => ({
      headers: { "content-type": "multipart/mixed; boundary=batchresponse_x" },
      body,
    }));
    const counter = new RequestCounter();
    const answers = await server.client().batch(["contacts(1)", "contacts(2)", "x"], { counter });
    expect(counter.sent).toBe(1);
    expect(answers[0]).toMatchObject({ body: { contactid: ROW } });
    expect(answers[1]).toMatchObject({ error: { status: 404, code: "0x80040217" } });
    expect(answers[2]).toEqual({ body: {} });
    const sent = server.calls()[0]!;
    expect(sent.body.split("\r\n").every((line) => !line.includes("\n"))).toBe(true);
    expect(sent.headers.prefer).toBe("odata.continue-on-error");
  });

  it("asks a batch again as a whole when limits strike in the middle of it", async () => {
    const part = (text: string) => `--b\r\nContent-Type: application/http\r\n\r\n${text}\r\n`;
    const throttled = part(
      'HTTP/1.1 429 Too Many Requests\r\nRetry-After: 0\r\n\r\n{"error":{"code":"0x80072322","message":""}}',
    );
    const fine = part('HTTP/1.1 200 OK\r\n\r\n{"value":[]}');
    let calls = 0;
    server = await tinyDataverse(() => ({
      headers: { "content-type": "multipart/mixed; boundary=b" },
      body: `${++calls === 1 ? throttled : fine}--b--`,
    }));
    expect(await server.client().batch(["contacts"])).toEqual([{ body: { value: [] } }]);
    expect(calls).toBe(2);
  });

  it("does not take an answer without a boundary for an empty one", async () => {
    server = await tinyDataverse(() => ({}));
    expect(() => parseBatch("anything", "application/json")).toThrow(/boundary/);
  });
});
