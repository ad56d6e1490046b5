import { systemClock } from "../../../../connector/clock/clock";
import { UNLIMITED } from "../../../../connector/systems/base/budgets";
import type { Budgets } from "../../../../connector/systems/contract/budget";
import { FrontSystem } from "../../../../connector/systems/front/front-system";
import { frontSettings } from "../../../../connector/systems/front/settings";
import { FRONT_SANDBOX_TOKEN } from "../../../../local/sandboxes/front";
import { startFront } from "../../../support/front-server";
import type { Harness } from "../conformance/conformance";
import { troublesOf } from "../conformance/troubles";
import type { FRONT_CONTACT_SAMPLE } from "./front-sample";
import { FRONT_ACCOUNT_SAMPLE, FRONT_TEAMMATE } from "./front-sample";

/** Short, so that a lost answer costs a test no patience. */
const DEADLINE_MS = 400;

/** The adapter on a sandbox of its own. */
export async function startFrontHarness(
  budgets: Budgets = UNLIMITED,
  sample: typeof FRONT_ACCOUNT_SAMPLE | typeof FRONT_CONTACT_SAMPLE = FRONT_ACCOUNT_SAMPLE,
  prepare?: Parameters<typeof startFront>[1],
): Promise<
  Harness & {
    readonly url: string;
    readonly front: FrontSystem;
    readonly sandbox: Awaited<ReturnType<typeof startFront>>["sandbox"];
  }
> {
  const { sandbox, url, close } = await startFront({}, prepare);
  const open = (apiToken: string) =>
    new FrontSystem(
      frontSettings.parse({ apiBaseUrl: `${url}/api`, apiToken }),
      { clock: systemClock, budgets },
      DEADLINE_MS,
    );
  sandbox.store.teammates = [FRONT_TEAMMATE];
  const front = open(FRONT_SANDBOX_TOKEN);
  return {
    ...sample,
    front,
    sandbox,
    url,
    system: front,
    stranger: open("wrong"),
    ...(sample.object === "contact" && {
      changedOn: () => new Date(sandbox.contacts.all("updated_at").at(-1)!.updated_at * 1000).toISOString(),
    }),
    pagesOf: (pageSize) => {
      sandbox.switches.set({ pageSize });
      return open(FRONT_SANDBOX_TOKEN);
    },
    recordCount: () => (sample.object === "account" ? sandbox.store : sandbox.contacts).size,
    requestCount: () => sandbox.trace.total,
    ...troublesOf(sandbox.switches),
    close,
  };
}
