import { randomUUID } from "node:crypto";
import { wrongBy } from "../../clock/told-time";
import { describeSkew, SKEW_CURE } from "../../environment/clock-skew";
import { SystemError } from "../../systems/system-error";
import { waveSettings } from "../../systems/wave/settings";
import { wave } from "../../systems/wave/wave-module";
import type { WaveOptions } from "../wave-options";
import { failed, ok, skipped, type Finding } from "./check";

const CURES: Readonly<Record<string, string>> = {
  SYSTEM_REFUSED: "Copy the API key from Wave's settings again.",
  SYSTEM_UNREACHABLE: "Check --wave-api and that this machine may reach it, or wait until Wave is up again.",
  SYSTEM_THROTTLED: "Wave asks to wait. Try again in a few minutes.",
};

export async function checkWave({ waveApi, waveKey, waveApp }: WaveOptions): Promise<Finding> {
  if (!waveApi || !waveKey) return skipped("Wave: give --wave-api and WAVE_API_KEY to check it from here");
  const settings = waveSettings.safeParse({ apiBaseUrl: waveApi, apiKey: waveKey, appUrl: waveApp });
  if (!settings.success)
    return failed(
      "Wave's address or key cannot be used",
      settings.error.issues.map((issue) => issue.message).join(" "),
    );
  try {
    const adapter = wave.open(settings.data);
    const account = await adapter.check({ correlationId: randomUUID() });
    const wrong = wrongBy(adapter.now?.() ?? null, new Date());
    if (wrong !== null) return failed(describeSkew({ than: "Wave", seconds: wrong }), SKEW_CURE);
    return ok(`Wave answers as ${account.name || account.id}`);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    const words = [error.message, error.reason]
      .filter((text, index, all) => text && all.indexOf(text) === index)
      .join(" ");
    return failed(words, CURES[error.code] ?? "Check --wave-api: it must be the base address of Wave's API.");
  }
}
