import { batch } from "../contenders/batch";
import type { Contender } from "../contenders/contender";
import { engine } from "../contenders/engine";
import { oneByOne } from "../contenders/one-by-one";
import { wireLimit } from "../contenders/wire-limit";
import { GOALS, verdict } from "../goals";
import { describeResults, requestsPerThousand, speedOf, type Result } from "../report";
import { openTarget } from "../target";
import type { Scene } from "./scene";

/** The first import: this engine beside three other ways. Every contender gets a fresh Dataverse. */
export const firstImport: Scene = {
  describe: ({ contacts, seed, requestMs, rowMs, parallel }) =>
    [
      `First import of ${contacts} contacts and as many links (samples, seed ${seed}) into a fresh local Dataverse.`,
      `Modelled cost: ${requestMs} ms a request, ${rowMs} ms a row written; ${parallel} requests at a time; service protection limits on.`,
      "A $batch costs one request and its rows, which is kinder to it than the platform is.",
    ].join("\n"),

  async run(configuration, tell) {
    const results = new Map<Contender, Result>();
    for (const contender of configuration.quick
      ? [wireLimit, engine]
      : [wireLimit, engine, batch, oneByOne]) {
      tell(`measuring ${contender.name}`);
      const target = await openTarget(configuration);
      try {
        results.set(contender, { name: contender.name, ...(await contender.run(target)) });
      } finally {
        await target.close();
      }
    }
    const wire = results.get(wireLimit)!;
    const ours = results.get(engine)!;
    return {
      text: describeResults([...results.values()], wire),
      verdicts: [
        verdict("within the bare wire limit, times", speedOf(wire) / speedOf(ours), GOALS.timesWireLimit),
        verdict(
          "requests per 1,000 contacts, links included",
          requestsPerThousand(ours),
          GOALS.requestsPerThousand,
        ),
      ],
    };
  },
};
