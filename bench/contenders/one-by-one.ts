import { DynamicsWebApi } from "dynamics-web-api";
import { inParallel } from "../rows";
import type { Target } from "../target";
import { measured, type Contender } from "./contender";

/** What people write today: a loop over the field's standard client, as many at a time as the platform advises. */
export const oneByOne: Contender = {
  name: "one request a record",
  run: (target) =>
    measured(async () => {
      const api = client(target);
      const { contacts, links } = target.rows;
      const create = (collection: string) => (data: object) => api.create({ collection, data: { ...data } });
      await inParallel(target.configuration.parallel, contacts, create("contacts"));
      await inParallel(target.configuration.parallel, links, create("wave_links"));
      return contacts.length + links.length;
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
