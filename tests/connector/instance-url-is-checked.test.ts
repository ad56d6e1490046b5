import { checkInstanceUrl, InstanceUrlError } from "../../connector/dataverse/instance-url";

describe("instance URL", () => {
  it.each([
    ["https://contoso.crm.dynamics.com", "https://contoso.crm.dynamics.com"],
    ["https://contoso.crm4.dynamics.com/main.aspx?appid=1", "https://contoso.crm4.dynamics.com"],
    ["https://contoso.api.crm4.dynamics.com/", "https://contoso.api.crm4.dynamics.com"],
    ["https://org-12ab.crm11.dynamics.com", "https://org-12ab.crm11.dynamics.com"],
    ["https://agency.crm9.dynamics.com", "https://agency.crm9.dynamics.com"],
    ["https://agency.crm.microsoftdynamics.us", "https://agency.crm.microsoftdynamics.us"],
    ["https://agency.crm.appsplatform.us", "https://agency.crm.appsplatform.us"],
    ["https://contoso.crm.dynamics.cn", "https://contoso.crm.dynamics.cn"],
    ["  HTTPS://CONTOSO.CRM4.DYNAMICS.COM  ", "https://contoso.crm4.dynamics.com"],
  ])("takes %s", (text, origin) => {
    expect(checkInstanceUrl(text)).toBe(origin);
  });

  it.each([
    ["http://localhost:8365", "http://localhost:8365"],
    ["http://127.0.0.1:8365/main.aspx", "http://127.0.0.1:8365"],
    ["http://[::1]:8365", "http://[::1]:8365"],
  ])("takes a local Dynamics by http, where it may: %s", (text, origin) => {
    expect(checkInstanceUrl(text, true)).toBe(origin);
    expect(() => checkInstanceUrl(text)).toThrow(InstanceUrlError);
  });

  it.each([
    ["", "URL_UNREADABLE"],
    ["contoso", "URL_UNREADABLE"],
    ["ftp://contoso.crm4.dynamics.com", "URL_UNREADABLE"],
    ["file:///etc/passwd", "URL_UNREADABLE"],
    ["http://contoso.crm4.dynamics.com", "URL_NOT_HTTPS"],
    ["https://user:secret@contoso.crm4.dynamics.com", "URL_WITH_CREDENTIALS"],
    ["https://contoso.crm4.dynamics.com:8443", "URL_WITH_PORT"],
    ["https://example.com", "URL_NOT_DYNAMICS"],
    ["https://dynamics.com", "URL_NOT_DYNAMICS"],
    ["https://crm4.dynamics.com", "URL_NOT_DYNAMICS"],
    ["https://contoso.crm4.dynamics.com.evil.example", "URL_NOT_DYNAMICS"],
    ["https://evil.example/contoso.crm4.dynamics.com", "URL_NOT_DYNAMICS"],
    ["https://contoso.crm4.dynamics.com.", "URL_NOT_DYNAMICS"],
    ["https://contosocrm4.dynamics.com", "URL_NOT_DYNAMICS"],
    ["https://a.b.crm4.dynamics.com", "URL_NOT_DYNAMICS"],
    ["https://169.254.169.254", "URL_NOT_DYNAMICS"],
    ["https://localhost.example", "URL_NOT_DYNAMICS"],
    ["https://127.0.0.1.nip.io", "URL_NOT_DYNAMICS"],
  ])("refuses %s", (text, code) => {
    expect(() => checkInstanceUrl(text)).toThrow(InstanceUrlError);
    try {
      checkInstanceUrl(text);
    } catch (error) {
      expect((error as InstanceUrlError).code).toBe(code);
    }
  });
});
