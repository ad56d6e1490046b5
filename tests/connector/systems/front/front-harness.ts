import { systemClock } from "../../../../connector/clock/clock";
import { UNLIMITED } from "../../../../connector/systems/base/budgets";
import type { Budgets } from "../../../../connector/systems/contract/budget";
import { FrontSystem } from "../../../../connector/systems/front/front-system";
import { frontSettings } from "../../../../connector/systems/front/settings";
import { FRONT_SANDBOX_TOKEN } from "../../../../local/sandboxes/front";
import { startFront } from "../../../support/front-server";
import type { Harness } from "../conformance/conformance";

/** Short, so that a lost answer costs a test no patience. */
const DEADLINE_MS = 400;

export const FRONT_CAN = {
  changes: true,
  find: false,
  create: true,
  update: true,
  remove: true,
  deactivate: false,
  subscriptions: false,
};

/** The adapter on a sandbox of its own. */
export async function startFrontHarness(budgets: Budgets = UNLIMITED): Promise<
  Harness & {
    readonly front: FrontSystem;
    readonly sandbox: Awaited<ReturnType<typeof startFront>>["sandbox"];
  }
> {
  const { sandbox, url, close } = await startFront();
  const open = (apiToken: string) =>
    new FrontSystem(
      frontSettings.parse({ apiBaseUrl: `${url}/api`, apiToken }),
      { clock: systemClock, budgets },
      DEADLINE_MS,
    );
  sandbox.store.teammates = [
    {
      id: "tea_1",
      email: "ada@example.test",
      username: "ada",
      first_name: "Ada",
      last_name: "L",
      is_blocked: false,
    },
  ];
  const front = open(FRONT_SANDBOX_TOKEN);
  return {
    front,
    sandbox,
    system: front,
    object: "account",
    stranger: open("wrong"),
    pagesOf: (pageSize) => {
      sandbox.switches.set({ pageSize });
      return open(FRONT_SANDBOX_TOKEN);
    },
    sample: {
      name: "Ácme & Söhne <SAS>",
      description: "Met at booth 12\nLikes tea 🍵",
      "custom:Segment": "Enterprise",
      "custom:Employees": 49.5,
      "custom:VIP": true,
      "custom:Renewal": "2027-01-01T00:00:00.000Z",
      "custom:Account owner": "ada@example.test",
    },
    besides: (n) => ({ domains: `acme-${n}.test` }),
    identity: { name: "Another" },
    change: { field: "description", value: "Chief" },
    refused: { field: "custom:Account owner", value: "nobody@example.test" },
    recordCount: () => sandbox.store.size,
    requestCount: () => sandbox.trace.total,
    trouble: (kind) =>
      sandbox.switches.set({
        down: ({ down: "unavailable", gone: "disconnect", none: null } as const)[kind],
      }),
    throttleNext: (retryAfter) => sandbox.switches.set({ throttle: { next: 1, retryAfter } }),
    failNext: (next, status) => sandbox.switches.set({ fail: { next, status } }),
    loseNextAnswer: () => sandbox.switches.set({ loseAnswers: { next: 1 } }),
    close,
  };
}
