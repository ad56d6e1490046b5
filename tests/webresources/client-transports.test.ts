import { fetchTransport, findTransport, requestFor, xrmTransport } from "../../webresources/client";

const request = requestFor("push", {
  operationId: "11111111-1111-4111-8111-111111111111",
  table: "contact",
  recordIds: ["22222222-2222-4222-8222-222222222222"],
  language: 1036,
});

/** What fetch answers, reduced to what we read of it. */
function reply(status: number, body?: unknown, headers: Record<string, string> = {}) {
  return {
    ok: status < 400,
    status,
    headers: { get: (name: string) => headers[name] ?? null },
    json: async () => {
      if (body === undefined) throw new SyntaxError("no body");
      return body;
    },
  } as unknown as Response;
}

describe("a page with the client API", () => {
  it("calls Custom APIs through Xrm.WebApi.online.execute", async () => {
    const execute = jest.fn().mockResolvedValue({ ok: true, status: 204 });
    await xrmTransport({
      online: { execute },
      retrieveMultipleRecords: jest.fn(),
      createRecord: jest.fn(),
    }).execute(request);
    expect(execute).toHaveBeenCalledWith(request);
  });

  it("reads rows through retrieveMultipleRecords, by logical name", async () => {
    const retrieveMultipleRecords = jest.fn().mockResolvedValue({ entities: [{ a: 1 }] });
    const transport = xrmTransport({
      online: { execute: jest.fn() },
      retrieveMultipleRecords,
      createRecord: jest.fn(),
    });
    expect(await transport.query("wave_operation", "wave_operations", "?$top=1")).toEqual([{ a: 1 }]);
    expect(retrieveMultipleRecords).toHaveBeenCalledWith("wave_operation", "?$top=1");
  });

  it("puts the platform's rejection into our words", async () => {
    const execute = jest
      .fn()
      .mockRejectedValue({ errorCode: -2147155455, message: "The webhook call failed" });
    const call = xrmTransport({
      online: { execute },
      retrieveMultipleRecords: jest.fn(),
      createRecord: jest.fn(),
    }).execute(request);
    await expect(call).rejects.toMatchObject({
      code: "CONNECTOR_UNREACHABLE",
      detail: "The webhook call failed",
    });
  });

  it("asks nothing once it is aborted", async () => {
    const execute = jest.fn();
    const transport = xrmTransport({
      online: { execute },
      retrieveMultipleRecords: jest.fn(),
      createRecord: jest.fn(),
    });
    await expect(transport.execute(request, AbortSignal.abort())).rejects.toMatchObject({
      name: "AbortError",
    });
    expect(execute).not.toHaveBeenCalled();
  });
});

describe("a page without the client API", () => {
  it("posts to the same origin, with the parameters as the body", async () => {
    const send = jest.fn().mockResolvedValue(reply(204));
    await fetchTransport("", send).execute(request);
    const [url, init] = send.mock.calls[0];
    expect(url).toBe("/api/data/v9.2/wave_Push");
    expect(init).toMatchObject({ method: "POST", credentials: "same-origin" });
    expect(init.headers).toMatchObject({ "OData-Version": "4.0", "OData-MaxVersion": "4.0" });
    expect(JSON.parse(init.body)).toEqual({
      OperationId: request.OperationId,
      Table: "contact",
      RecordIds: ["22222222-2222-4222-8222-222222222222"],
      Language: 1036,
    });
  });

  it("reads rows by entity set, past the browser's cache, with formatted values", async () => {
    const send = jest.fn().mockResolvedValue(reply(200, { value: [{ a: 1 }] }));
    const rows = await fetchTransport("https://org.example", send).query("t", "ts", "?$select=a");
    expect(rows).toEqual([{ a: 1 }]);
    expect(send.mock.calls[0][0]).toBe("https://org.example/api/data/v9.2/ts?$select=a");
    expect(send.mock.calls[0][1].headers).toMatchObject({
      "If-None-Match": "null",
      Prefer: 'odata.include-annotations="*"',
    });
  });

  it.each([
    ["the connector is down", 400, { error: { code: "0x80050201", message: "m" } }, "CONNECTOR_UNREACHABLE"],
    ["no privilege", 403, { error: { code: "0x80040220", message: "m" } }, "NO_PRIVILEGE"],
    ["unknown API", 404, { error: { code: "0x8006088A", message: "m" } }, "NOT_INSTALLED"],
    ["signed out, with a page instead of an answer", 401, undefined, "NO_PRIVILEGE"],
    ["a gateway in trouble", 502, undefined, "DATAVERSE_UNAVAILABLE"],
  ])("%s: %i", async (_case, status, body, code) => {
    const transport = fetchTransport("", jest.fn().mockResolvedValue(reply(status, body)));
    await expect(transport.execute(request)).rejects.toMatchObject({ code });
  });

  it("keeps how long a throttled platform asks to wait", async () => {
    const throttled = reply(429, { error: { code: "0x80072322" } }, { "Retry-After": "12" });
    const transport = fetchTransport("", jest.fn().mockResolvedValue(throttled));
    await expect(transport.execute(request)).rejects.toMatchObject({
      code: "DATAVERSE_THROTTLED",
      retryAfterSeconds: 12,
    });
  });

  it("lets an abort through as an abort", async () => {
    const send = jest.fn().mockRejectedValue(Object.assign(new Error("aborted"), { name: "AbortError" }));
    await expect(fetchTransport("", send).execute(request)).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("which way is taken", () => {
  it("the client API where the page has it", async () => {
    const execute = jest.fn().mockResolvedValue({ ok: true, status: 204 });
    const Xrm = {
      WebApi: { online: { execute }, retrieveMultipleRecords: jest.fn(), createRecord: jest.fn() },
    };
    await findTransport({ Xrm }).execute(request);
    expect(execute).toHaveBeenCalled();
  });

  it("fetch where it has not, or only in part", async () => {
    const send = jest.fn().mockResolvedValue(reply(204));
    Object.assign(globalThis, { fetch: send });
    try {
      await findTransport({}).execute(request);
      await findTransport({ Xrm: { WebApi: { online: {} } } }).execute(request);
    } finally {
      Reflect.deleteProperty(globalThis, "fetch");
    }
    expect(send).toHaveBeenCalledTimes(2);
  });
});
