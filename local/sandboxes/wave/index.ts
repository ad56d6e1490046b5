/** A sandbox of Wave: its assumed interface (docs/wave-contract.md) over contacts in memory, with switches for trouble. */
export type { WaveContact, WaveContactInput, WaveMember } from "./contact";
export { EMPTY_CONTACT } from "./contact";
export { contactIdFrom } from "./ids";
export { wavePlugin } from "./plugin";
export type { WaveSandboxOptions } from "./sandbox";
export { SANDBOX_API_KEY, WaveSandbox } from "./sandbox";
export { MAX_LENGTH } from "./validation";
