import type { SystemModule } from "./system-module";
import { wave } from "./wave/wave-module";

/** Every system there is. Adding one is a folder beside this file, and a line here. */
const MODULES: readonly SystemModule[] = [wave];

/** The module by the key a connect request uses ("wave"), or undefined. */
export function systemByKey(key: string): SystemModule | undefined {
  return MODULES.find((module) => module.key === key);
}
