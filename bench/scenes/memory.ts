import { GOALS, verdict } from "../goals";
import { openDynamics } from "../open-dynamics";
import { openConnector } from "../our-connector";
import { quartersOf, table } from "../report";
import type { Scene } from "./scene";

const SAMPLE_EVERY_MS = 500;

/** The connector's memory during a large first import. */
export const memory: Scene = {
  describe: ({ many, seed }) =>
    [
      `First import of ${many} contacts (samples, seed ${seed}); no modelled cost, so that it goes as fast as it can.`,
      `Resident memory of the connector's process, its embedded database included, every ${SAMPLE_EVERY_MS} ms.`,
    ].join("\n"),

  async run({ many, seed }, tell) {
    const dynamics = await openDynamics({ contacts: many, seed, requestMs: 0, rowMs: 0 });
    try {
      const connector = await openConnector(dynamics.url);
      try {
        const idle = await connector.memoryMb();
        tell("importing");
        const samples: number[] = [];
        const timer = setInterval(() => {
          void connector.memoryMb().then(
            (mb) => samples.push(mb),
            () => undefined,
          );
        }, SAMPLE_EVERY_MS);
        const { counts } = await connector.run("firstImport").finally(() => clearInterval(timer));
        const quarters = quartersOf(samples);
        const mb = (value: number) => value.toFixed(0);
        return {
          text: table([
            ["created", "idle MB", "1st quarter", "2nd", "3rd", "4th", "peak MB"],
            [String(counts.created), ...[idle, ...quarters, Math.max(...samples)].map(mb)],
          ]),
          verdicts: [
            verdict("peak memory in MB", Math.max(...samples), GOALS.peakMemoryMb),
            verdict("last quarter beside the second, times", quarters[3] / quarters[1], GOALS.memoryGrowth),
          ],
        };
      } finally {
        await connector.stop();
      }
    } finally {
      await dynamics.close();
    }
  },
};
