import type { FastifyInstance } from "fastify";
import { reads } from "./endpoint";
import type { Entity } from "./fields";
import type { EnginyRecord } from "./record";
import type { RecordStore } from "./record-store";
import { fieldQuery, read, searchInput } from "./requests";
import type { EnginySandbox } from "./sandbox";
import { search } from "./search";
import { success } from "./answers";
import { companyView, contactView, type View } from "./views";

/** `/contacts` and `/companies`: search, and which fields there are. The search of companies is inferred from that of contacts. */
export function recordRoutes(app: FastifyInstance, sandbox: EnginySandbox): void {
  routesOf(app, sandbox, "contact", sandbox.contacts, contactView(sandbox));
  routesOf(app, sandbox, "company", sandbox.companies, companyView(sandbox));
}

function routesOf<R extends EnginyRecord>(
  app: FastifyInstance,
  { fields, switches }: EnginySandbox,
  entity: Entity,
  store: RecordStore<R>,
  view: View<R>,
): void {
  const path = entity === "contact" ? "/contacts" : "/companies";
  const endpoint = reads(entity === "contact" ? "CONTACTS_READ" : "COMPANIES_READ");
  app.post(`${path}/search`, endpoint, async (request) => {
    const { pageSize, order } = switches.current;
    const asked = read(searchInput, request.body);
    const records = order === "created" ? store.all() : store.lastChangedFirst();
    const page = { ...asked, pageSize: Math.min(asked.pageSize, pageSize) };
    return search(records, page, view, fields[entity]);
  });
  app.get(`${path}/fields`, endpoint, async (request) =>
    success({ fields: fields[entity].find(read(fieldQuery, request.query)) }),
  );
}
