import { openConnector } from "../our-connector";
import type { Contender } from "./contender";

/**
 * This engine, as it ships: it reads from Wave, matches, maps, writes in bulk, keeps its state and tells. The time is the
 * run's own, from being taken up to its end.
 */
export const engine: Contender = {
  name: "Wave Sync",
  async run({ url }) {
    const connector = await openConnector(url);
    try {
      const { startedOn, endedOn, requests, counts, status } = await connector.run("firstImport");
      if (!startedOn || !endedOn || counts.created === 0)
        throw new Error(`The first import ended as ${status}.`);
      return {
        seconds: (Date.parse(endedOn) - Date.parse(startedOn)) / 1000,
        requests,
        rows: 2 * counts.created,
      };
    } finally {
      await connector.stop();
    }
  },
};
