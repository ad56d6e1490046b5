import type { Harness } from "../conformance/conformance";

export const FRONT_CAN = {
  changes: true,
  find: false,
  create: true,
  update: true,
  remove: true,
  deactivate: false,
  subscriptions: false,
};

export const FRONT_TEAMMATE = {
  id: "tea_1",
  email: "ada@example.test",
  username: "ada",
  first_name: "Ada",
  last_name: "L",
  is_blocked: false,
};

/** An account that a field of each type is written to. */
export const FRONT_ACCOUNT_SAMPLE = {
  object: "account",
  sample: {
    name: "Ácme & Söhne <SAS>",
    description: "Met at booth 12\nLikes tea 🍵",
    "custom:Segment": "Enterprise",
    "custom:Employees": 49.5,
    "custom:VIP": true,
    "custom:Renewal": "2027-01-01T00:00:00.000Z",
    "custom:Account owner": "ada@example.test",
  },
  besides: (n: number) => ({ domains: `acme-${n}.test` }),
  identity: { name: "Another" },
  change: { field: "description", value: "Chief" },
  refused: { field: "custom:Account owner", value: "nobody@example.test" },
} satisfies Partial<Harness>;

/** A contact that a field of each type is written to. */
export const FRONT_CONTACT_SAMPLE = {
  object: "contact",
  sample: {
    name: "Ínes & Söhne <Vasseur>",
    description: "Met at booth 12\nLikes tea 🍵",
    links: "https://acme.test/ines",
    "custom:Role": "Head of Purchasing",
    "custom:Score": 49.5,
    "custom:Newsletter": true,
    "custom:Birthday": "1990-01-01T00:00:00.000Z",
    "custom:Contact owner": "ada@example.test",
  },
  besides: (n: number) => ({ email: `ines-${n}@acme.test`, phone: `+3312345678${n}` }),
  identity: { name: "Another" },
  change: { field: "description", value: "Chief" },
  refused: { field: "custom:Contact owner", value: "nobody@example.test" },
} satisfies Partial<Harness>;
