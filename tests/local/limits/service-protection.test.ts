import { isDataverseError } from "../../../local/dataverse/errors";
import { ServiceProtection } from "../../../local/dataverse/limits/service-protection";

/** Texts and codes: facts of developer/data-platform/api-limits, "Service Protection API Limit Errors returned". */
describe("service protection limits", () => {
  let now = 0;
  const clock = (): number => now;
  const refusal = (work: () => unknown) => {
    try {
      work();
    } catch (error) {
      if (isDataverseError(error)) return error;
      throw error;
    }
    throw new Error("The request was let in.");
  };

  beforeEach(() => (now = 1_000_000));

  it("refuses the request after the 6,000th of five minutes with 0x80072322 and a Retry-After", () => {
    const limits = new ServiceProtection({}, clock);
    for (let count = 0; count < 6000; count++) limits.admit("a").end(0);
    const error = refusal(() => limits.admit("a"));
    expect(error).toMatchObject({
      status: 429,
      code: "0x80072322",
      message: "Number of requests exceeded the limit of 6000 over time window of 300 seconds.",
    });
    expect(Number(error.headers["Retry-After"])).toBeGreaterThan(0);
  });

  it("lets requests in again once the window has moved on by the Retry-After", () => {
    const limits = new ServiceProtection({ requests: 2, windowMs: 10_000 }, clock);
    limits.admit("a").end(0);
    limits.admit("a").end(0);
    const error = refusal(() => limits.admit("a"));
    now += Number(error.headers["Retry-After"]) * 1000;
    expect(() => limits.admit("a")).not.toThrow();
  });

  it("counts each user apart", () => {
    const limits = new ServiceProtection({ requests: 1 }, clock);
    limits.admit("a").end(0);
    expect(() => limits.admit("b")).not.toThrow();
  });

  it("refuses when the combined execution time is used up, with 0x80072321 and the platform's wording", () => {
    const limits = new ServiceProtection({}, clock);
    limits.admit("a").end(1_200_000);
    expect(refusal(() => limits.admit("a"))).toMatchObject({
      status: 429,
      code: "0x80072321",
      message:
        "Combined execution time of incoming requests exceeded limit of 1,200,000  milliseconds over time window of 300 seconds. Decrease number of concurrent requests or reduce the duration of requests and try again later.",
    });
  });

  it("refuses the 53rd request at the same time with 0x80072326, and frees the place when one ends", () => {
    const limits = new ServiceProtection({}, clock);
    const running = Array.from({ length: 52 }, () => limits.admit("a"));
    expect(refusal(() => limits.admit("a"))).toMatchObject({ status: 429, code: "0x80072326" });
    running[0]?.end(1);
    expect(() => limits.admit("a")).not.toThrow();
  });

  it("asks a client that keeps pushing to wait longer each time", () => {
    const limits = new ServiceProtection({ requests: 1 }, clock);
    limits.admit("a").end(0);
    const waits = [1, 2, 3].map(() => Number(refusal(() => limits.admit("a")).headers["Retry-After"]));
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waits[2]).toBeGreaterThan(waits[0] ?? 0);
  });

  it("tells what is left, the time in seconds with a thousands separator", () => {
    const limits = new ServiceProtection({}, clock);
    expect(limits.admit("a").headers).toEqual({
      "x-ms-ratelimit-burst-remaining-xrm-requests": "5999",
      "x-ms-ratelimit-time-remaining-xrm-requests": "1,200.00",
    });
  });
});
