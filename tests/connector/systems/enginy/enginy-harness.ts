import { systemClock } from "../../../../connector/clock/clock";
import { UNLIMITED } from "../../../../connector/systems/base/budgets";
import type { Budgets } from "../../../../connector/systems/contract/budget";
import { EnginySystem } from "../../../../connector/systems/enginy/enginy-system";
import { enginySettings } from "../../../../connector/systems/enginy/settings";
import type { Value, Values } from "../../../../core/records";
import { ENGINY_SANDBOX_KEY } from "../../../../local/sandboxes/enginy";
import { startEnginy } from "../../../support/enginy-server";
import type { Harness } from "../conformance/conformance";
import { troublesOf } from "../conformance/troubles";

export const ENGINY_CAN = {
  changes: true,
  find: false,
  create: false,
  update: false,
  remove: false,
  deactivate: false,
  subscriptions: true,
};

/** Short, so that a lost answer costs a test no patience. */
const DEADLINE_MS = 400;

/** Fields that people of the workspace made. */
const MADE = ["ai_fit", "crm_score"];

const SAMPLES = {
  contact: {
    object: "contact",
    sample: {
      firstName: "Ínes",
      lastName: "Vasseur & Söhne",
      jobTitle: "Head of Purchasing",
      linkedInProfileUrl: "https://www.linkedin.com/in/demo-ines",
      numberOfConnections: 500,
      professionalEmail: "ines.vasseur@acme.example",
      mobilePhone: "+33 6 12 34 56 78",
      contactCountry: "FR",
      ai_fit: "A strong fit 🍵\nsays the model",
      crm_score: 49.5,
    },
    change: { field: "jobTitle", value: "Chief" },
  },
  company: {
    object: "company",
    sample: {
      name: "Ácme & Söhne <SAS>",
      domain: "acme.example",
      website: "https://www.acme.example/about",
      companyLinkedInUrl: "https://www.linkedin.com/company/acme-demo",
      industry: "Manufacturing",
      numberOfEmployees: 240,
      description: "Pumps\nand valves",
      country: "FR",
      city: "Lyon",
      ai_fit: "No fit",
      crm_score: 7,
    },
    change: { field: "city", value: "Nantes" },
  },
} as const;

/** The adapter on a sandbox of its own. */
export async function startEnginyHarness(kind: keyof typeof SAMPLES, budgets: Budgets = UNLIMITED) {
  const { sandbox, url, close } = await startEnginy();
  const open = (apiKey: string) =>
    new EnginySystem(
      enginySettings.parse({ apiBaseUrl: `${url}/api`, apiKey }),
      { clock: systemClock, budgets },
      DEADLINE_MS,
    );
  sandbox.owners = [{ id: 17, name: "Ada Lovelace", email: "ada@workspace.example" }];
  sandbox.identities = [{ id: 12, name: "Ben Identity", email: "ben@workspace.example" }];
  const store = kind === "contact" ? sandbox.contacts : sandbox.companies;
  sandbox.fields[kind].add("ai_fit", "Fit", "TEXT", "AI_VARIABLE");
  sandbox.fields[kind].add("crm_score", "Score", "NUMBER", "CRM_FIELD");
  const system = open(ENGINY_SANDBOX_KEY);
  const harness: Harness = {
    ...SAMPLES[kind],
    identity: {},
    refused: { field: "jobTitle", value: "" },
    system,
    stranger: open("gsk_wrong"),
    pagesOf: (pageSize) => {
      sandbox.switches.set({ pageSize });
      return open(ENGINY_SANDBOX_KEY);
    },
    byHand: {
      make: (values) => String(store.create(parts(values)).id),
      edit: (id, values) => void store.update(Number(id), parts(values)),
    },
    changedOn: () => store.all().at(-1)!.updatedAt,
    recordCount: () => store.size,
    requestCount: () => sandbox.trace.total,
    subscriptions: () =>
      sandbox.webhooks.subscriptions
        .list()
        .filter(({ enabled }) => enabled)
        .map(({ id, secret, url: at }) => ({ id: String(id), url: at, secret: secret! })),
    ...troublesOf(sandbox.switches),
    close,
  };
  return { ...harness, sandbox, system, url };
}

/** Standard members, and those of fields that people made. */
function parts(values: Values) {
  const all = Object.entries(values);
  const of = (made: boolean): Readonly<Record<string, Exclude<Value, readonly number[]>>> =>
    Object.fromEntries(all.filter(([name]) => MADE.includes(name) === made)) as never;
  const custom = of(true);
  return { ...of(false), ...(Object.keys(custom).length > 0 ? { custom } : {}) };
}
