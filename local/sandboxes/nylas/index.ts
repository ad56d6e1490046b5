/** A sandbox of Nylas: its documented v3 interface over mailboxes in memory, with switches for what is open and for trouble (docs/nylas-contract.md). */
export type { Bulk } from "./bulk";
export type { Provider } from "./grant";
export type { Mail, Person } from "./mail";
export { nylasPlugin } from "./plugin";
export type { NewMail } from "./post-office";
export {
  NYLAS_SANDBOX_KEY,
  NylasSandbox,
  type NewMailbox,
  type NylasSamples,
  type NylasSandboxOptions,
} from "./sandbox";
export type { Switches } from "./switches";
