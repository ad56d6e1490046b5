import type { SystemModule } from "./contract/system";
import { enginy } from "./enginy/enginy-module";
import { front } from "./front/front-module";
import { nylas } from "./nylas/nylas-module";
import { wave } from "./wave/wave-module";

/** Every system there is. Adding one is a folder beside this file, and a line here. */
export const SYSTEMS: readonly SystemModule[] = [wave, front, enginy, nylas];

/** The module by the key a connect request uses ("wave"), or undefined. */
export function systemByKey(key: string): SystemModule | undefined {
  return SYSTEMS.find((module) => module.key === key);
}
