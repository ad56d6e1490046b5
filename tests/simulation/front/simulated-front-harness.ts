import { systemClock } from "../../../connector/clock/clock";
import { noAnswer, toSystemError } from "../../../connector/systems/base/failure";
import { UNLIMITED } from "../../../connector/systems/base/budgets";
import { FrontSystem } from "../../../connector/systems/front/front-system";
import type { Harness } from "../../connector/systems/conformance/conformance";
import { FRONT_ACCOUNT_SAMPLE, FRONT_TEAMMATE } from "../../connector/systems/front/front-sample";
import { SIMULATED_FRONT_SETTINGS, SimulatedFront } from "./simulated-front";
import type { SystemWire } from "../world/system-wire";

/** The product's adapter on the simulation's Front, with the suite's troubles on the way to it. */
export async function startSimulatedFrontHarness(): Promise<Harness> {
  const front = new SimulatedFront(() => new Date());
  let trouble: Parameters<Harness["trouble"]>[0] = "none";
  let throttledFor: string | null = null;
  let failing = { times: 0, status: 0 };
  let loseAnswer = false;
  const closed = () => noAnswer("Front", new Error("The connection was closed."));

  const wire: SystemWire = async (_label, { method }, call, effect) => {
    if (call.signal?.aborted) throw noAnswer("Front", call.signal.reason);
    if (trouble === "gone") throw closed();
    if (trouble === "down") throw toSystemError("Front", 503, {}, null);
    if (throttledFor !== null) {
      const retryAfter = throttledFor;
      throttledFor = null;
      throw toSystemError("Front", 429, {}, retryAfter);
    }
    if (failing.times-- > 0) throw toSystemError("Front", failing.status, { message: "Switched on." }, null);
    const answer = effect();
    if (!loseAnswer || method === "GET") return answer;
    loseAnswer = false;
    throw closed();
  };
  const open = (apiToken = SIMULATED_FRONT_SETTINGS.apiToken) =>
    new FrontSystem(
      { ...SIMULATED_FRONT_SETTINGS, apiToken },
      { clock: systemClock, budgets: UNLIMITED },
      undefined,
      front.over(wire),
    );

  front.store.teammates = [FRONT_TEAMMATE];
  return {
    ...FRONT_ACCOUNT_SAMPLE,
    system: open(),
    stranger: open("wrong"),
    pagesOf: (pageSize) => {
      front.pageSize = pageSize;
      return open();
    },
    recordCount: () => front.store.size,
    requestCount: () => front.requests,
    trouble: (kind) => void (trouble = kind),
    throttleNext: (retryAfter) => void (throttledFor = retryAfter),
    failNext: (times, status) => void (failing = { times, status }),
    loseNextAnswer: () => void (loseAnswer = true),
    close: async () => undefined,
  };
}
