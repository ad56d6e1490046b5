import type { Harness } from "../conformance/conformance";

/** A contact of Wave with a value in every field, one of them to change, and a value Wave refuses. */
export const WAVE_SAMPLE: Pick<Harness, "object" | "sample" | "identity" | "change" | "refused"> = {
  object: "contact",
  sample: {
    firstName: "Zoë",
    lastName: "Παπαδοπούλου",
    primaryEmail: "zoe@example.test",
    primaryPhone: "+33 1 00 00 00 00",
    company: "Acme & Söhne",
    jobTitle: "Head of <Purchasing>",
    city: "Lyon",
    website: "https://example.test",
    language: "fr",
    note: "Met at booth 12\nLikes tea 🍵",
    assignedTo: "ada@example.test",
  },
  identity: { primaryEmail: "other@example.test", lastName: "Other" },
  change: { field: "jobTitle", value: "Chief" },
  refused: { field: "primaryEmail", value: "not an address" },
};

/** What Wave can do. */
export const WAVE_CAN = {
  changes: true,
  find: true,
  create: true,
  update: true,
  remove: true,
  deactivate: false,
  subscriptions: true,
};
