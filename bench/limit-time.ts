import type { LimitTime } from "../connector/systems/base/budgets";

/**
 * The clock of Front's sandbox, turned by whoever would have to wait for its limit: waiting takes no time, and both sides agree on when
 * it is over.
 */
export async function sandboxTime(dynamicsUrl: string): Promise<LimitTime> {
  const clock = `${dynamicsUrl}/sandboxes/front/control/clock`;
  let ahead = await read(await fetch(clock));
  return {
    ahead: () => ahead,
    async wait(ms, since, signal) {
      // Several wait for the same moment: each asks for that moment, not for a time from then on.
      const body = JSON.stringify({ turnTo: Date.now() + since + ms });
      const headers = { "content-type": "application/json" };
      ahead = Math.max(ahead, await read(await fetch(clock, { method: "PUT", headers, body, signal })));
    },
  };
}

async function read(answer: Response): Promise<number> {
  return ((await answer.json()) as { readonly ahead: number }).ahead;
}
