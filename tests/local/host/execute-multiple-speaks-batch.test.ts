import { buildBatch, parseBatch } from "../../../local/host/client/xrm/batch";

const ORIGIN = "http://127.0.0.1:8365";

describe("executeMultiple", () => {
  const body = buildBatch(
    [
      { method: "GET", path: "WhoAmI" },
      [
        { method: "POST", path: "contacts", body: { lastname: "Ng" } },
        { method: "DELETE", path: "contacts(1)" },
      ],
    ],
    "b1",
    ORIGIN,
  );

  it("ends every line with CRLF, as Dataverse asks", () => {
    expect(body.replace(/\r\n/g, "")).not.toMatch(/[\r\n]/);
  });

  it("puts single requests beside change sets, and numbers the requests of a change set", () => {
    expect(body.match(/^--b1\r?$/gm)).toHaveLength(2);
    expect(body).toContain("--b1--");
    expect(body).toContain("Content-Type: multipart/mixed; boundary=changeset_b1_1");
    expect(body.match(/Content-ID: \d/g)).toEqual(["Content-ID: 1", "Content-ID: 2"]);
    expect(body).toContain(`GET ${ORIGIN}/api/data/v9.2/WhoAmI HTTP/1.1`);
    expect(body).toContain('\r\n\r\n{"lastname":"Ng"}');
  });

  it("reads single answers and those of change sets, in their order", () => {
    const part = (status: string, text: string) =>
      `Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nHTTP/1.1 ${status}\r\nOData-Version: 4.0\r\n\r\n${text}\r\n`;
    const answer =
      `--r1\r\n${part("200 OK", '{"a":1}')}` +
      `--r1\r\nContent-Type: multipart/mixed; boundary=c1\r\n\r\n--c1\r\n${part("204 No Content", "")}--c1--\r\n` +
      `--r1\r\n${part("404 Not Found", '{"error":{"code":"0x80040217","message":"gone"}}')}--r1--\r\n`;
    const answers = parseBatch(answer, "r1");
    expect(answers.map((a) => [a.status, a.statusText])).toEqual([
      [200, "OK"],
      [204, "No Content"],
      [404, "Not Found"],
    ]);
    expect(JSON.parse(answers[0]?.body ?? "")).toEqual({ a: 1 });
    expect(answers[1]?.body).toBe("");
    expect(answers[2]?.headers["odata-version"]).toBe("4.0");
  });
});
