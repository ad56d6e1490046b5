/** Wave contacts to begin with: made from a seed, or read from a file; accounts of Dynamics and of Front, and who works for them. */
export { SAMPLE_CONTACTS, SAMPLE_FRONT_CONTACTS, type SampleContact } from "./account-contacts";
export { SAMPLE_ACCOUNTS, SAMPLE_FRONT_ACCOUNTS, type SampleAccount } from "./accounts";
export { generateEnginySamples } from "./enginy";
export { bulkMail, type BulkOptions } from "./bulk-mail";
export { generateContacts } from "./generate";
export { generateMailSamples, SAMPLE_MAILBOXES } from "./mail";
export { loadContacts } from "./load-file";
export type { SampleOwner } from "./owners";
export { SAMPLE_OWNERS, SELLER_EMAIL } from "./owners";
export { SampleFileError } from "./sample-file-error";
