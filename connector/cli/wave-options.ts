import { Option, type Command } from "commander";

/** How Wave is reached. */
export interface WaveOptions {
  readonly waveApi?: string;
  readonly waveKey?: string;
  readonly waveApp?: string;
  readonly waveWebhookSecret?: string;
}

/** Adds the options; each can come from the environment. */
export function withWaveOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--wave-api <url>", "base address of Wave's API, e.g. https://api.example.com/v1").env(
        "WAVE_API_BASE_URL",
      ),
    )
    .addOption(
      new Option("--wave-key <key>", "Wave's API key; better set in the environment").env("WAVE_API_KEY"),
    )
    .addOption(
      new Option(
        "--wave-webhook-secret <secret>",
        "what else proves that events are Wave's: for Zapier, which sends it in the header X-Wave-Secret; better set in the environment",
      ).env("WAVE_WEBHOOK_SECRET"),
    )
    .addOption(new Option("--wave-app <url>", 'Wave\'s web app, for "open in Wave"').env("WAVE_APP_URL"));
}
