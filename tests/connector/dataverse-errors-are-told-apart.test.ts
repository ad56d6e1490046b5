import { DataverseError } from "../../connector/dataverse/dataverse-error";
import { errorOf } from "../../connector/dataverse/transport";

const at = (status: number, code?: string, message = "") =>
  new DataverseError(message, { status, ...(code ? { code } : {}) });

describe("errors of Dataverse", () => {
  it.each([
    [404, "0x80040217", "RECORD_NOT_FOUND"],
    [404, "0x80060891", "RECORD_NOT_FOUND"],
    [404, undefined, "RECORD_NOT_FOUND"],
    [412, "0x80060892", "DUPLICATE_ROW"],
    [412, "0x80040237", "DUPLICATE_ROW"],
    [500, "0x80040333", "DUPLICATE_ROW"],
    [400, "0x80044331", "VALUE_TOO_LONG"],
    [400, "0x8004431A", "VALUE_NOT_IN_CHOICES"],
    [400, "0x80044330", "VALUE_OUT_OF_RANGE"],
    [429, "0x80072326", "DATAVERSE_THROTTLED"],
    [401, undefined, "NEEDS_SIGN_IN"],
    [503, undefined, "DATAVERSE_UNAVAILABLE"],
    [0, undefined, "DATAVERSE_UNAVAILABLE"],
    [400, "0x80040265", "UNEXPECTED"],
  ])("%s %s is %s", (status, code, expected) => {
    expect(at(status, code).issueCode("write")).toBe(expected);
  });

  it("tell reading from writing", () => {
    expect(at(403, "0x80040220").issueCode("read")).toBe("RECORD_NOT_READABLE");
    expect(at(403, "0x80040220").issueCode("write")).toBe("RECORD_NOT_WRITABLE");
  });

  it("are worth another try only when they pass by themselves", () => {
    for (const error of [
      at(0),
      at(408),
      at(502),
      at(503),
      at(504),
      at(500, "0x80044151"),
      at(400, "0x80044339"),
    ]) {
      expect(error.transient).toBe(true);
    }
    expect(at(400, "0x80040224", "Generic SQL error. Sql Number: 1205").transient).toBe(true);
    // Duplicate detection answers 500: trying again would not help.
    for (const error of [at(500, "0x80040333"), at(400, "0x80044331"), at(403), at(404), at(429)]) {
      expect(error.transient).toBe(false);
    }
  });

  it("keep Dataverse's own code, text and wish to wait", () => {
    const body = JSON.stringify({
      error: { code: "0x80072322", message: "Number of requests exceeded the limit" },
    });
    const error = errorOf(429, new Headers({ "retry-after": "7" }), body);
    expect(error).toMatchObject({ status: 429, code: "0x80072322", retryAfterMs: 7000, throttled: true });
    expect(error.message).toContain("exceeded the limit");
  });

  it("do not show a gateway's page", () => {
    expect(errorOf(502, new Headers(), "<html>secret path</html>").message).toBe("Dataverse answered 502.");
  });
});
