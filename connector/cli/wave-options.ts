import { Option, type Command } from "commander";
import { withSecretOption } from "./secret-options";

/** How Wave is reached. */
export interface WaveOptions {
  readonly waveApi?: string;
  readonly waveKey?: string;
  readonly waveApp?: string;
  readonly waveWebhookSecret?: string;
}

/** Adds the options; each can come from the environment, what is secret from there or from a file. */
export function withWaveOptions(command: Command): Command {
  const named = command
    .addOption(
      new Option("--wave-api <url>", "base address of Wave's API, e.g. https://api.example.com/v1").env(
        "WAVE_API_BASE_URL",
      ),
    )
    .addOption(new Option("--wave-app <url>", 'Wave\'s web app, for "open in Wave"').env("WAVE_APP_URL"));
  withSecretOption(named, { member: "waveKey", variable: "WAVE_API_KEY", what: "Wave's API key" });
  return withSecretOption(named, {
    member: "waveWebhookSecret",
    variable: "WAVE_WEBHOOK_SECRET",
    what: "what else proves that events are Wave's: for Zapier, which sends it in the header X-Wave-Secret",
  });
}
