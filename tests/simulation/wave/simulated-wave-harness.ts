import { noAnswer } from "../../../connector/systems/base/failure";
import { waveSettings } from "../../../connector/systems/wave/settings";
import { WaveSystem } from "../../../connector/systems/wave/wave-system";
import { throttled, unavailable, WaveFault } from "../../../local/sandboxes/wave/errors";
import type { Harness } from "../../connector/systems/conformance/conformance";
import { WAVE_SAMPLE } from "../../connector/systems/wave/wave-sample";
import { asSystemError, SIMULATED_WAVE_SETTINGS, SimulatedWave, type WaveWire } from "./simulated-wave";

/** The product's adapter on the simulation's Wave, with the suite's troubles on the way to it. */
export async function startSimulatedWaveHarness(): Promise<Harness> {
  const wave = new SimulatedWave(() => new Date());
  let trouble: Parameters<Harness["trouble"]>[0] = "none";
  let throttledFor: string | null = null;
  let failing = { times: 0, status: 0 };
  let loseAnswer = false;

  const wire: WaveWire = async (_label, { method }, _call, effect) => {
    if (trouble === "gone") throw noAnswer("Wave", new Error("The connection was closed."));
    if (trouble === "down") throw asSystemError(unavailable());
    if (throttledFor !== null) {
      const retryAfter = throttledFor;
      throttledFor = null;
      throw asSystemError(throttled(retryAfter));
    }
    if (failing.times-- > 0)
      throw asSystemError(new WaveFault(failing.status, "fault", "This fault was switched on."));
    const answer = effect();
    if (!loseAnswer || method === "GET") return answer;
    loseAnswer = false;
    throw noAnswer("Wave", new Error("The connection was closed."));
  };
  const open = (contract = {}, apiKey = SIMULATED_WAVE_SETTINGS.apiKey) =>
    new WaveSystem(
      waveSettings.parse({ ...SIMULATED_WAVE_SETTINGS, contract }),
      wave.transport(wire, apiKey),
    );

  wave.store.members.add({ id: "mbr_1", email: "ada@example.test", name: "Ada", active: true });
  return {
    ...WAVE_SAMPLE,
    system: open(),
    stranger: open({}, "wrong"),
    pagesOf: (maxPageSize) => open({ maxPageSize }),
    recordCount: () => wave.store.size,
    requestCount: () => wave.requests,
    subscriptions: () => wave.subscriptions.list().map(({ id, url, secret }) => ({ id, url, secret })),
    trouble: (kind) => void (trouble = kind),
    throttleNext: (retryAfter) => void (throttledFor = retryAfter),
    failNext: (times, status) => void (failing = { times, status }),
    loseNextAnswer: () => void (loseAnswer = true),
    close: async () => undefined,
  };
}
