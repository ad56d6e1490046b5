import { MappingStatus } from "../../../../../core/generated/schema";
import type { Settings } from "../../../../../connector/settings/read-settings";
import { ENGINY_SANDBOX_KEY, type EnginySandbox } from "../../../../../local/sandboxes/enginy";
import { startEnginy } from "../../../../support/enginy-server";
import type { StoredRow } from "../../../../../local/dataverse/contracts";
import { connectTo, runConnector, type TestConnector } from "../../../support/connector";
import { startDynamics, type Answer, type Dynamics } from "../../../support/dynamics";

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
  /** What Enginy holds, as its REST interface tells it. */
  readonly enginy: EnginySandbox;
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
  const [dynamics, enginy] = await Promise.all([startDynamics(), startEnginy({ perMinute: 10_000 })]);
  const connector = await runConnector(settings);
  const settingsOfEnginy = { apiBaseUrl: `${enginy.url}/api`, apiKey: ENGINY_SANDBOX_KEY };
  const request = {
    system: "enginy",
    enginy: { ...settingsOfEnginy, requestsPerMinute: 10_000, customCrm: "no" },
  };
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
    enginy: enginy.sandbox,
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
      await enginy.close();
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

/** A contact that Enginy's REST interface knows as well: how it is sent, with its id. */
export function enginyContact({ enginy }: CustomCrm, name: string): Record<string, unknown> & { id: number } {
  const { externalId: _, ...sent } = crmContact(name);
  const { email, firstName, lastName, title, linkedinUrl } = sent as Record<string, string>;
  const { id } = enginy.contacts.create({
    ...{ firstName, lastName, jobTitle: title },
    ...{ professionalEmail: email, linkedInProfileUrl: linkedinUrl },
  });
  return { id, ...sent };
}
