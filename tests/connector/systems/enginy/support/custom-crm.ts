import Fastify, { type FastifyInstance } from "fastify";
import { MappingStatus } from "../../../../../core/generated/schema";
import type { Settings } from "../../../../../connector/settings/read-settings";
import type { StoredRow } from "../../../../../local/dataverse/contracts";
import { connectTo, runConnector, type TestConnector } from "../../../support/connector";
import { startDynamics, type Answer, type Dynamics } from "../../../support/dynamics";

/** What is asked of Enginy's REST interface while it calls us: which fields there are. No record is found there. */
async function startEnginy(): Promise<{ readonly url: string; readonly app: FastifyInstance }> {
  const app = Fastify({ forceCloseConnections: true });
  const page = async () => ({ data: [], meta: { page: 1, pageSize: 100, total: 0 } });
  const fields = async () => ({ status: "success", message: "ok", data: { fields: [] } });
  for (const object of ["contacts", "companies"]) {
    app.post(`/v1/${object}/search`, page);
    app.get(`/v1/${object}/fields`, fields);
  }
  return { url: await app.listen({ host: "127.0.0.1", port: 0 }), app };
}

/** What one call of Enginy's was answered with. */
export interface CrmAnswer {
  readonly status: number;
  readonly body: {
    readonly results: readonly Readonly<Record<string, unknown>>[];
    readonly errors?: readonly Readonly<Record<string, unknown>>[];
    readonly [name: string]: unknown;
  };
}

/** A connector with Dynamics behind it, as Enginy sees it: an address and a key. */
export interface CustomCrm {
  readonly dynamics: Dynamics;
  readonly connector: TestConnector;
  readonly environmentId: string;
  readonly url: string;
  readonly key: string;
  /** A call of Enginy's. `raw`: the body as it is; `key`: null sends none. */
  call(
    method: string,
    path: string,
    body?: object,
    more?: { key?: string | null; raw?: string },
  ): Promise<CrmAnswer>;
  /** Makes a key, as an admin does. */
  newKey(): Promise<Answer>;
  /** Sets the status of the mapping of an object, and has the connector know it. */
  setStatus(object: string, status: number): Promise<void>;
  /** Changes a mapping's row as an admin would, and has the connector know it. */
  changeMapping(object: string, change: (row: StoredRow) => object): Promise<void>;
  rows(table: string): readonly StoredRow[];
  close(): Promise<void>;
}

export async function startCustomCrm(settings: Partial<Settings> = {}): Promise<CustomCrm> {
  const [dynamics, enginy] = await Promise.all([startDynamics(), startEnginy()]);
  const connector = await runConnector(settings);
  const request = { system: "enginy", enginy: { apiBaseUrl: enginy.url, apiKey: "gsk_local" } };
  const connect = () => connectTo(connector, dynamics, request);
  const { environmentId } = await connect();
  const changeMapping: CustomCrm["changeMapping"] = async (object, change) => {
    const row = dynamics.rows("wave_mapping").find(({ values }) => values.wave_systemobject === object)!;
    const answer = await dynamics.as("admin", "PATCH", `wave_mappings(${row.id})`, change(row));
    if (answer.status !== 204) throw new Error(JSON.stringify(answer.body));
    await connect();
  };
  const setStatus: CustomCrm["setStatus"] = (object, status) =>
    changeMapping(object, () => ({ wave_mappingstatus: status }));
  await setStatus("contact", MappingStatus.Active);
  await setStatus("company", MappingStatus.Active);
  const newKey = () => connector.admin("/system-keys", { system: "enginy" });
  const made = await newKey();
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  const url = String(made.body.url);
  const own = String(made.body.key);
  return {
    dynamics,
    connector,
    environmentId,
    url,
    key: own,
    newKey,
    setStatus,
    changeMapping,
    rows: (table) => dynamics.rows(table),
    async call(method, path, body, { key = own, raw } = {}) {
      const payload = raw ?? (body ? JSON.stringify(body) : undefined);
      const response = await fetch(url + path, {
        method,
        headers: {
          ...(key === null ? {} : { "x-api-key": key }),
          ...(payload === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(payload === undefined ? {} : { body: payload }),
      });
      return { status: response.status, body: (await response.json()) as CrmAnswer["body"] };
    },
    async close() {
      await connector.close();
      await enginy.app.close();
      await dynamics.close();
    },
  };
}

/** A contact as Enginy sends it. */
export function crmContact(externalId: string, changes: object = {}): Record<string, unknown> {
  return {
    externalId,
    email: `person-${externalId}@acme-${externalId}.test`,
    firstName: "Ines",
    lastName: `Vasseur ${externalId}`,
    company: `Acme ${externalId}`,
    title: "Head of Purchasing",
    linkedinUrl: `https://www.linkedin.com/in/demo-${externalId}`,
    ...changes,
  };
}
