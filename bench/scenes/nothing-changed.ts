import { GOALS, verdict } from "../goals";
import { openDynamics } from "../open-dynamics";
import { openConnector } from "../our-connector";
import { table } from "../report";
import type { Scene } from "./scene";

/** Both sides compared when there is nothing to do: by what changed since, and every record. */
export const nothingChanged: Scene = {
  describe: ({ contacts, seed }) =>
    [
      `${contacts} contacts (samples, seed ${seed}) are in sync. Then: what changed since, and every record compared.`,
      "Counted are requests and rows, the run's own row among the requests; there is no modelled cost.",
    ].join("\n"),

  async run(configuration, tell) {
    const dynamics = await openDynamics({ ...configuration, requestMs: 0, rowMs: 0 });
    try {
      const connector = await openConnector(dynamics.url);
      try {
        tell("importing");
        await connector.run("firstImport");
        // The first look after an import goes over what the import wrote.
        await connector.run("scheduled");
        const version = async () =>
          (await dynamics.ask<{ readonly version: number }>({ ask: "version" })).version;
        const measured = [];
        for (const kind of ["scheduled", "reconcile"] as const) {
          tell(kind);
          const before = await version();
          const { requests, counts } = await connector.run(kind);
          measured.push({
            kind,
            requests,
            written: (await dynamics.ask<{ readonly written: number }>({ ask: "written", since: before }))
              .written,
            counts,
          });
        }
        const perThousand = (requests: number) => (requests / configuration.contacts) * 1000;
        return {
          text: table([
            ["", "requests to Dataverse", "per 1,000 rows", "rows written"],
            ...measured.map(({ kind, requests, written }) => [
              kind,
              String(requests),
              perThousand(requests).toFixed(2),
              String(written),
            ]),
          ]),
          verdicts: measured.flatMap(({ kind, requests, written }) => [
            verdict(`${kind}: reads per 1,000 rows`, perThousand(requests), GOALS.readsPerThousandUnchanged),
            verdict(`${kind}: rows written`, written, GOALS.writesUnchanged),
          ]),
        };
      } finally {
        await connector.stop();
      }
    } finally {
      await dynamics.close();
    }
  },
};
