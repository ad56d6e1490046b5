import { dataverseAccess } from "../../connector/cli/dataverse-options";

const all = {
  url: "https://contoso.crm4.dynamics.com/main.aspx",
  tenant: "contoso.com",
  clientId: "id",
  clientSecret: "s",
};

describe("what a command is told about the environment", () => {
  it("is reduced to the address of the environment", () => {
    expect(dataverseAccess(all)).toMatchObject({
      url: "https://contoso.crm4.dynamics.com",
      tenant: "contoso.com",
    });
  });

  it("may be a local Dynamics with its own sign-in instead of a tenant", () => {
    const local = {
      ...all,
      url: "http://127.0.0.1:8365",
      tenant: undefined,
      authority: "http://127.0.0.1:8365/local",
    };
    expect(dataverseAccess(local).url).toBe("http://127.0.0.1:8365");
  });

  it("is asked for as a whole when parts are missing", () => {
    expect(() => dataverseAccess({})).toThrow(
      "Missing: --url, --tenant, --client-id, DATAVERSE_CLIENT_SECRET.",
    );
  });

  it("must be a Dynamics", () => {
    expect(() => dataverseAccess({ ...all, url: "https://evil.example" })).toThrow(
      /isn't a Dynamics 365 environment/,
    );
  });
});
