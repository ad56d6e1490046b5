import { waveSettings } from "../../../../connector/systems/wave/settings";
import { wave } from "../../../../connector/systems/wave/wave-module";

const settings = (input: object) =>
  waveSettings.safeParse({ apiBaseUrl: "https://api.example.test/v1/", apiKey: "k", ...input });

describe("what an admin enters for Wave", () => {
  it("takes an https address, and http for this machine", () => {
    expect(settings({}).data?.apiBaseUrl).toBe("https://api.example.test/v1");
    expect(settings({ apiBaseUrl: "http://localhost:8365/sandboxes/wave/v1" }).success).toBe(true);
  });

  it.each([
    ["plain http to elsewhere", { apiBaseUrl: "http://api.example.test" }],
    ["another protocol", { apiBaseUrl: "file:///etc/passwd" }],
    ["a name and password in the address", { apiBaseUrl: "https://a:b@api.example.test" }],
    ["no address at all", { apiBaseUrl: "wave" }],
    ["a query", { apiBaseUrl: "https://api.example.test/?x=1" }],
    ["an empty key", { apiKey: " " }],
    ["a key with a line break inside", { apiKey: "a\nb" }],
  ])("refuses %s and says what to do", (_what, input) => {
    const parsed = settings(input);
    expect(parsed.success).toBe(false);
    expect(parsed.error?.issues[0]?.message).toMatch(/must be an https address|Copy/);
  });

  it("opens a contact in Wave's web app where that is known", () => {
    const parsed = settings({ appUrl: "https://app.example.test/" }).data;
    expect(wave.recordUrlTemplate(parsed)).toBe("https://app.example.test/contacts/{id}");
    expect(wave.recordUrlTemplate(settings({}).data)).toBeNull();
  });
});
