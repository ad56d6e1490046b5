import { waveSettings } from "../../../../connector/systems/wave/settings";
import { httpTransport } from "../../../../connector/systems/wave/transport";
import { WaveSystem } from "../../../../connector/systems/wave/wave-system";
import { SANDBOX_API_KEY } from "../../../../local/sandboxes/wave";
import { startWave } from "../../../support/wave-server";
import type { Harness } from "../conformance/conformance";
import { WAVE_SAMPLE } from "./wave-sample";

/** Short, so that a lost answer costs a test no patience. */
const DEADLINE_MS = 400;

/** The adapter on a sandbox of its own. */
export async function startWaveHarness(): Promise<
  Harness & { readonly wave: WaveSystem; readonly sandbox: Awaited<ReturnType<typeof startWave>>["sandbox"] }
> {
  const { sandbox, url, close } = await startWave();
  const open = (apiKey: string, contract = {}) => {
    const settings = waveSettings.parse({ apiBaseUrl: `${url}/v1`, apiKey, contract });
    return new WaveSystem(settings, httpTransport(settings, DEADLINE_MS));
  };
  const wave = open(SANDBOX_API_KEY);
  sandbox.store.members.add({ id: "mbr_1", email: "ada@example.test", name: "Ada", active: true });
  return {
    ...WAVE_SAMPLE,
    sandbox,
    system: wave,
    wave,
    stranger: open("wrong"),
    pagesOf: (maxPageSize) => open(SANDBOX_API_KEY, { maxPageSize }),
    recordCount: () => sandbox.store.size,
    requestCount: () => sandbox.trace.total,
    subscriptions: () =>
      sandbox.webhooks.subscriptions.list().map(({ id, url, secret }) => ({ id, url, secret })),
    trouble: (kind) =>
      sandbox.faults.set({ down: ({ down: "unavailable", gone: "disconnect", none: null } as const)[kind] }),
    throttleNext: (retryAfter) => sandbox.faults.set({ throttle: { next: 1, retryAfter } }),
    failNext: (next, status) => sandbox.faults.set({ fail: { next, status } }),
    loseNextAnswer: () => sandbox.faults.set({ loseAnswers: { next: 1, how: "hang" } }),
    close,
  };
}
