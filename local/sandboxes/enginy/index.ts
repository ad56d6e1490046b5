/** A sandbox of Enginy: its documented REST interface over contacts and companies in memory, with switches for what is open and for trouble (docs/enginy-contract.md). */
export type { CompanyInput, ContactInput, EnginyCompany, EnginyContact } from "./record";
export type { Identity, TaskOwner } from "./people";
export { enginyPlugin } from "./plugin";
export { ENGINY_SANDBOX_KEY, EnginySandbox, type EnginySamples, type EnginySandboxOptions } from "./sandbox";
export type { Switches } from "./switches";
