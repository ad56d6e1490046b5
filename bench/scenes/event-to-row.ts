import type { Watched } from "../edit-and-watch";
import { GOALS, verdict } from "../goals";
import { openDynamics } from "../open-dynamics";
import { openConnector } from "../our-connector";
import { table } from "../report";
import type { Scene } from "./scene";

/** From an edit saved in Wave, by its signed event, to the row in Dataverse. */
export const eventToRow: Scene = {
  describe: ({ perSecond, forSeconds, contacts, requestMs, rowMs }) =>
    [
      `${perSecond} contacts a second are edited in Wave for ${forSeconds} s, out of ${contacts} in sync; every edit is told by one event.`,
      `Modelled cost: ${requestMs} ms a request to Dataverse, ${rowMs} ms a row written; service protection limits on.`,
      "The time is from the edit in Wave until the row holds it; Dataverse, Wave's sandbox and the pace are one process, the connector another.",
    ].join("\n"),

  async run(configuration, tell) {
    const { perSecond, forSeconds } = configuration;
    const dynamics = await openDynamics(configuration);
    try {
      const connector = await openConnector(dynamics.url);
      try {
        tell("importing");
        await connector.run("firstImport");
        tell("editing");
        const before = await connector.cpuSeconds();
        const { watched } = await dynamics.ask<{ readonly watched: readonly Watched[] }>({
          ask: "edit",
          perSecond,
          forSeconds,
        });
        const cpuMs = ((await connector.cpuSeconds()) - before) * 1000;
        const arrived = watched.flatMap(({ ms }) => (ms === null ? [] : [ms])).sort((a, b) => a - b);
        const at = (part: number) =>
          arrived[Math.min(arrived.length - 1, Math.floor(arrived.length * part))] ?? NaN;
        const lost = watched.length - arrived.length;
        return {
          text: table([
            ["events", "arrived", "p50 ms", "p90 ms", "p99 ms", "worst ms", "connector CPU ms an event"],
            [
              ...[watched.length, arrived.length, ...[0.5, 0.9, 0.99, 1].map((part) => Math.round(at(part)))],
              (cpuMs / watched.length).toFixed(1),
            ].map(String),
          ]),
          verdicts: [
            verdict("event to row, p99 in ms", Math.round(at(0.99)), GOALS.eventToRowP99Ms),
            verdict("events that never arrived", lost, 0),
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
