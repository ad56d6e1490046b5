import path from "node:path";
import { readSettings } from "../../connector/settings/read-settings";
import { SettingsError } from "../../connector/settings/settings-error";

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readSettings(env);
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  return [];
}

describe("settings", () => {
  it("need none at all", () => {
    expect(readSettings({})).toEqual({
      port: 8366,
      host: "127.0.0.1",
      adminPort: 8367,
      adminHost: "127.0.0.1",
      trustProxy: [],
      systemHosts: [],
      allowLocal: false,
      publicUrl: undefined,
      dataFolder: path.resolve(".wave-sync"),
      databaseUrl: undefined,
      encryptionKeys: undefined,
      adminKey: undefined,
      adminKeys: [],
      logLevel: "info",
      retention: { operations: 30, issues: 90, runs: 90, journal: 30, disconnected: 30 },
    });
  });

  it("take an empty variable for one that is not set", () => {
    expect(readSettings({ WAVE_SYNC_PORT: "", DATABASE_URL: "" }).port).toBe(8366);
  });

  it("read everything that can be set", () => {
    const key = Buffer.alloc(32, 7).toString("base64");
    const settings = readSettings({
      WAVE_SYNC_PORT: "0",
      WAVE_SYNC_HOST: "0.0.0.0",
      WAVE_SYNC_ADMIN_PORT: "9000",
      WAVE_SYNC_ADMIN_HOST: "10.0.0.1",
      WAVE_SYNC_TRUST_PROXY: "10.0.0.5, 10.1.0.0/16 fd00::/8",
      WAVE_SYNC_PUBLIC_URL: "https://sync.example.com/",
      WAVE_SYNC_DATA: "/var/lib/wave-sync",
      DATABASE_URL: "postgres://u:p@db:5432/sync",
      WAVE_SYNC_ENCRYPTION_KEYS: `new:${key}, old:${key}`,
      WAVE_SYNC_ADMIN_KEY: "k".repeat(24),
      LOG_LEVEL: "debug",
    });
    expect(settings.publicUrl).toBe("https://sync.example.com");
    expect(settings.encryptionKeys?.map(({ id }) => id)).toEqual(["new", "old"]);
    expect(settings).toMatchObject({ port: 0, host: "0.0.0.0", logLevel: "debug" });
    expect(settings).toMatchObject({
      adminPort: 9000,
      adminHost: "10.0.0.1",
      trustProxy: ["10.0.0.5", "10.1.0.0/16", "fd00::/8"],
    });
  });

  it.each([
    ["WAVE_SYNC_PORT", "eighty", /a number from 0 to 65535/],
    ["WAVE_SYNC_PORT", "70000", /a number from 0 to 65535/],
    ["WAVE_SYNC_PUBLIC_URL", "sync.example.com", /e\.g\. https:\/\/sync\.example\.com/],
    [
      "WAVE_SYNC_PUBLIC_URL",
      "http://sync.example.com",
      /would travel in the clear; .*https:\/\/sync\.example\.com/,
    ],
    ["WAVE_SYNC_ADMIN_PORT", "8366", /another one/],
    ["WAVE_SYNC_TRUST_PROXY", "10.0.0.0/40", /e\.g\. 10\.0\.0\.5/],
    ["WAVE_SYNC_TRUST_PROXY", "true", /e\.g\. 10\.0\.0\.5/],
    ["WAVE_SYNC_SYSTEM_HOSTS", "https://api.example.com", /names like api\.example\.com/],
    ["WAVE_SYNC_ALLOW_LOCAL", "yes", /leave it unset/],
    ["DATABASE_URL", "mysql://x", /write it as postgres:\/\//],
    ["WAVE_SYNC_ENCRYPTION_KEYS", "k1:short", /32 bytes long; .*openssl rand/],
    ["WAVE_SYNC_ENCRYPTION_KEYS", "nokey", /without a name; .*openssl rand/],
    ["WAVE_SYNC_ADMIN_KEY", "secret", /openssl rand/],
    ["LOG_LEVEL", "loud", /set LOG_LEVEL to one of/],
  ])("say what to do about %s=%s", (name, value, expected) => {
    const problems = problemsOf({ [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(expected);
    expect(problems[0]).toContain(name);
  });

  it("name every problem at once, and no value: some are secret", () => {
    const problems = problemsOf({
      WAVE_SYNC_PORT: "x",
      WAVE_SYNC_ADMIN_KEY: "hunter2",
      DATABASE_URL: "db://u:hunter2@h",
    });
    expect(problems).toHaveLength(3);
    expect(problems.join()).not.toContain("hunter2");
  });

  const MAIL = {
    WAVE_SYNC_SMTP_URL: "smtp://sync%40example.com:p%3Aw@mail.example.com",
    WAVE_SYNC_NOTICE_FROM: "sync@example.com",
    WAVE_SYNC_NOTICE_TO: "Anna@example.com; DE:jan@example.com, anna@example.com",
  };

  it("read the mail server, and who is told in which language, each once", () => {
    expect(readSettings(MAIL).mail).toEqual({
      host: "mail.example.com",
      port: 587,
      secure: false,
      tlsRequired: true,
      user: "sync@example.com",
      password: "p:w",
      from: "sync@example.com",
      to: [
        { address: "anna@example.com", language: "en" },
        { address: "jan@example.com", language: "de" },
      ],
    });
    const secure = readSettings({ ...MAIL, WAVE_SYNC_SMTP_URL: "smtps://mail.example.com" }).mail;
    expect(secure).toMatchObject({ port: 465, secure: true });
    expect(secure).not.toHaveProperty("user");
  });

  it.each([
    ["WAVE_SYNC_SMTP_URL", "mail.example.com", /write it as smtps:\/\/user:password@host:465/],
    ["WAVE_SYNC_SMTP_URL", "http://mail.example.com", /write it as smtps:\/\//],
    ["WAVE_SYNC_SMTP_URL", "smtp://u:p%zz@mail.example.com", /write it as smtps:\/\//],
    ["WAVE_SYNC_NOTICE_FROM", "Wave Sync", /e\.g\. wave-sync@example\.com/],
    ["WAVE_SYNC_NOTICE_TO", "anna", /e\.g\. anna@example\.com/],
    ["WAVE_SYNC_NOTICE_TO", "it:anna@example.com", /en, de, fr, es before the colon/],
    ["WAVE_SYNC_NOTICE_TO", "a@example.com\r\nBcc: b@example.com", /no email address/],
    ["WAVE_SYNC_NOTICE_TO", " , ", /contains no address/],
  ])("say what to do about %s=%s", (name, value, expected) => {
    const problems = problemsOf({ ...MAIL, [name]: value });
    expect(problems).toEqual([expect.stringMatching(expected)]);
    expect(problems[0]).toContain(name);
  });

  it.each(Object.keys(MAIL))("want all of the mail settings or none: %s", (name) => {
    const [problem, ...others] = problemsOf({ ...MAIL, [name]: "" });
    expect(others).toEqual([]);
    expect(problem).toMatch(new RegExp(`^${name} is not set, and notices by mail need it`));
  });

  it("refuse two keys of one name", () => {
    const key = Buffer.alloc(32).toString("base64");
    expect(problemsOf({ WAVE_SYNC_ENCRYPTION_KEYS: `a:${key},a:${key}` })[0]).toMatch(/names "a" twice/);
  });
});
