import { DynamicsWebApi } from "dynamics-web-api";
import { inParallel } from "../rows";
import type { Target } from "../target";
import { measured, type Contender } from "./contender";

/** Enough to know the speed; all of them would take minutes and run into the platform's 6,000 requests. */
const MEASURED = 1000;

/** What people write today: a loop over the field's standard client, as many at a time as the platform advises. */
export const oneByOne: Contender = {
  name: `one request a record (first ${MEASURED} contacts)`,
  run: (target) =>
    measured(async (sent) => {
      const api = client(target);
      const { parallel } = target.configuration;
      const create = (collection: string) => (data: object) => {
        sent(1);
        return api.create({ collection, data: { ...data } });
      };
      await inParallel(parallel, target.rows.contacts.slice(0, MEASURED), create("contacts"));
      await inParallel(parallel, target.rows.links.slice(0, MEASURED), create("wave_links"));
    }),
};

/** The standard client, signed in. */
export function client({ url, token }: Target): DynamicsWebApi {
  return new DynamicsWebApi({
    serverUrl: url,
    dataApi: { version: "9.2" },
    onTokenRefresh: () => Promise.resolve(token),
  });
}
