import { mayFollow } from "../../../../connector/systems/front/hosts";
import { startFrontHarness } from "./front-harness";

const CALL = { correlationId: "00000000-0000-4000-8000-000000000001" };
const FRONT = "https://api2.frontapp.com";

describe("the address of the next page", () => {
  it.each([
    ["where we asked", FRONT, "https://api2.frontapp.com/accounts?page_token=a", true],
    ["the company's own host", FRONT, "https://acme-2.api.frontapp.com/accounts?page_token=a", true],
    ["plain http", FRONT, "http://acme.api.frontapp.com/accounts", false],
    ["another port", FRONT, "https://acme.api.frontapp.com:444/accounts", false],
    ["a host that only looks like it", FRONT, "https://acme.api.frontapp.com.example.com/", false],
    ["a host below a company's", FRONT, "https://evil.acme.api.frontapp.com/", false],
    ["a name before an @", FRONT, "https://api2.frontapp.com@example.com/", false],
    ["a name and password", FRONT, "https://a:b@api2.frontapp.com/", false],
    ["Front's host from a sandbox", "http://localhost:1/api", "https://acme.api.frontapp.com/", false],
    ["no address", FRONT, "next", false],
  ])("%s", (_what, base, link, allowed) => expect(mayFollow(base, link)).toBe(allowed));

  it("is looked at before it is asked, though it was kept as a cursor", async () => {
    const h = await startFrontHarness();
    const before = h.requestCount();
    await expect(
      h.front.accounts.list({ pageSize: 1, cursor: "https://example.com/accounts?page_token=a" }, CALL),
    ).rejects.toMatchObject({ code: "UNEXPECTED" });
    // Its custom fields may be asked for; the page is not.
    expect(
      h.sandbox.trace
        .list()
        .slice(before)
        .map(({ url }) => url)
        .filter((url) => url.includes("page")),
    ).toEqual([]);
    await h.close();
  });
});
