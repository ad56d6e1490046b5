import { chunks, inParallel } from "../rows";
import { send } from "../web-api";

import { measured, type Contender } from "./contender";

/** Rows in a bulk message: what Microsoft advises to begin with (bulk-operations). */
const LARGEST_MESSAGE = 1000;

/**
 * What nobody can go below: bodies that are ready before the clock starts, sent as fast as the platform's advice on
 * parallel requests allows. No reading, no matching, no state.
 */
export const wireLimit: Contender = {
  name: "bare wire limit",
  run: (target) => {
    const { parallel, contacts } = target.configuration;
    // As many messages as keep all lanes equally busy: a fifth message on four lanes would leave three of them idle.
    const rounds = Math.ceil(contacts / (LARGEST_MESSAGE * parallel));
    const size = Math.ceil(contacts / (rounds * parallel));
    const contactBodies = bodies("contact", target.rows.contacts, size);
    const linkBodies = bodies("wave_link", target.rows.links, size);
    return measured(async (sent) => {
      const post = (set: string) => (body: Body) => {
        sent(body.rows);
        return send(target, "POST", `${set}/Microsoft.Dynamics.CRM.UpsertMultiple`, body.text);
      };
      // A link points to its contact, so contacts go first.
      await inParallel(parallel, contactBodies, post("contacts"));
      await inParallel(parallel, linkBodies, post("wave_links"));
    });
  },
};

/** A request's body, and how many rows are in it. */
interface Body {
  readonly rows: number;
  readonly text: string;
}

function bodies(table: string, rows: readonly object[], size: number): Body[] {
  const type = `Microsoft.Dynamics.CRM.${table}`;
  return chunks(rows, size).map((chunk) => ({
    rows: chunk.length,
    text: JSON.stringify({ Targets: chunk.map((row) => ({ "@odata.type": type, ...row })) }),
  }));
}
