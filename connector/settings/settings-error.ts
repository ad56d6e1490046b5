/** The settings cannot be used; `problems` has one line each, saying what to do. Holds no values: some are secret. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";

  constructor(readonly problems: readonly string[]) {
    super(`Fix these settings:\n${problems.map((problem) => `- ${problem}`).join("\n")}`);
  }
}
