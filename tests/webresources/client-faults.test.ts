import { asClientError, faultOf, isWorthARetry, problemOf } from "../../webresources/client";

describe("faults of the platform in our words", () => {
  it.each([
    ["the webhook answered with an error", { errorCode: -2147155455 }, "CONNECTOR_UNREACHABLE"],
    ["the webhook timed out", { errorCode: 0x80050202 }, "CONNECTOR_UNREACHABLE"],
    ["the webhook could not be posted", { errorCode: 0x80050205 | 0 }, "CONNECTOR_UNREACHABLE"],
    ["webhooks are switched off", { errorCode: 0x80050206 | 0 }, "CONNECTOR_UNREACHABLE"],
    ["too much was sent for a webhook", { errorCode: 0x80050207 | 0 }, "BAD_REQUEST"],
    ["a privilege is missing", { errorCode: 0x80040220 | 0 }, "NO_PRIVILEGE"],
    ["the row is gone", { errorCode: 0x80040217 | 0 }, "RECORD_NOT_FOUND"],
    ["the Custom API is unknown", { errorCode: 0x8006088a | 0 }, "NOT_INSTALLED"],
    ["too many requests", { errorCode: 0x80072322 | 0 }, "DATAVERSE_THROTTLED"],
    ["an unknown code", { errorCode: 0x80041234 | 0, message: "?" }, "UNEXPECTED"],
    ["no answer at all", { errorCode: 0, message: "Failed" }, "DATAVERSE_UNAVAILABLE"],
    ["the network's own error", new TypeError("Failed to fetch"), "DATAVERSE_UNAVAILABLE"],
    ["a thrown text", "oops", "DATAVERSE_UNAVAILABLE"],
  ])("%s", (_case, thrown, code) => {
    expect(asClientError(thrown, true).code).toBe(code);
  });

  it.each([
    [400, "BAD_REQUEST"],
    [401, "NO_PRIVILEGE"],
    [403, "NO_PRIVILEGE"],
    [404, "NOT_INSTALLED"],
    [429, "DATAVERSE_THROTTLED"],
    [500, "DATAVERSE_UNAVAILABLE"],
    [503, "DATAVERSE_UNAVAILABLE"],
    [418, "UNEXPECTED"],
  ])("status %i without a known code", (status, code) => {
    expect(problemOf({ status }).code).toBe(code);
  });

  it("without a network the person is told so, whatever the fault looks like", () => {
    expect(asClientError(new TypeError("Failed to fetch"), false).code).toBe("OFFLINE");
  });

  it("signed and unsigned spellings of a code are the same", () => {
    expect(faultOf({ errorCode: -2147155455 }).code).toBe("0x80050201");
    expect(faultOf({ errorCode: 2147811841 }).code).toBe("0x80050201");
  });

  it("trying again helps after trouble on the way, not after a refusal", () => {
    expect(
      ["CONNECTOR_UNREACHABLE", "OFFLINE", "DATAVERSE_THROTTLED", "SYSTEM_UNREACHABLE"].every(isWorthARetry),
    ).toBe(true);
    expect(["NO_PRIVILEGE", "SYSTEM_REJECTED", "NOT_INSTALLED", "MATCH_AMBIGUOUS"].some(isWorthARetry)).toBe(
      false,
    );
  });
});
