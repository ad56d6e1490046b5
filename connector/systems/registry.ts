import type { SystemModule } from "./contract/system";
import { wave } from "./wave/wave-module";

/** Every system there is. Adding one is a folder beside this file, and a line here. */
export const SYSTEMS: readonly SystemModule[] = [wave];

/** The module by the key a connect request uses ("wave"), or undefined. */
export function systemByKey(key: string): SystemModule | undefined {
  return SYSTEMS.find((module) => module.key === key);
}
