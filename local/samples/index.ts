/** Wave contacts to begin with: made from a seed, or read from a file. */
export { generateContacts } from "./generate";
export { loadContacts } from "./load-file";
export type { SampleOwner } from "./owners";
export { SAMPLE_OWNERS, SELLER_EMAIL } from "./owners";
export { SampleFileError } from "./sample-file-error";
