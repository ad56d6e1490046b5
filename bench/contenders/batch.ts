import { chunks, inParallel } from "../rows";
import type { Target } from "../target";
import { measured, type Contender } from "./contender";
import { client } from "./one-by-one";

/** Operations in a batch. The platform takes up to 1,000; large ones run into time-outs, so 100 is what is usual. */
const OPERATIONS = 100;

/** `$batch` with the standard client: fewer trips, but the platform still does the rows one after the other. */
export const batch: Contender = {
  name: "$batch of 100",
  run: (target) =>
    measured(async (sent) => {
      const { parallel } = target.configuration;
      const post = (collection: string) => (rows: readonly object[]) => {
        sent(rows.length);
        return sendBatch(target, collection, rows);
      };
      await inParallel(parallel, chunks(target.rows.contacts, OPERATIONS), post("contacts"));
      await inParallel(parallel, chunks(target.rows.links, OPERATIONS), post("wave_links"));
    }),
};

async function sendBatch(target: Target, collection: string, rows: readonly object[]): Promise<void> {
  // A client collects one batch at a time, so each batch has a client of its own.
  const api = client(target);
  api.startBatch();
  for (const data of rows) void api.create({ collection, data: { ...data } });
  await api.executeBatch();
}
