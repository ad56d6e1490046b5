import { DynamicsWebApi } from "dynamics-web-api";
import { inParallel } from "../rows";
import type { Target } from "../target";
import { measured, type Contender } from "./contender";

/** What people write today: a loop over the field's standard client, as many at a time as the platform advises. */
export const oneByOne: Contender = {
  name: "one request a record",
  run: (target) =>
    measured(async (sent) => {
      const api = client(target);
      const { parallel } = target.configuration;
      const create = (collection: string) => (data: object) => {
        sent();
        return api.create({ collection, data: { ...data } });
      };
      await inParallel(parallel, target.rows.contacts, create("contacts"));
      await inParallel(parallel, target.rows.links, create("wave_links"));
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
