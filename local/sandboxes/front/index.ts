/** A sandbox of Front: its Core API over accounts and contacts in memory, with switches for what its documentation leaves open and for trouble. */
export { FrontStore } from "./store";
export type { AccountInput, CustomField, FrontAccount, Teammate } from "./account";
export { ContactStore } from "./contact-store";
export type { ContactInput, FrontContact, Handle } from "./contact";
export { frontPlugin } from "./plugin";
export { FRONT_SANDBOX_TOKEN, FrontSandbox, type FrontSandboxOptions } from "./sandbox";
export type { Switches } from "./switches";
