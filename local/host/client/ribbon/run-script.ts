import { findFunction, loadLibrary } from "../scripts/libraries";
import { argumentsFor } from "./arguments";
import type { RibbonContext } from "./context";
import type { ScriptCall } from "./types";

/** Calls a ribbon function with its arguments, loading its library first. `FunctionName="isNaN"` with no library is the classic way to just load one. */
export async function runScript(script: ScriptCall, context: RibbonContext): Promise<unknown> {
  if (script.library) await loadLibrary(script.library);
  return findFunction(script.functionName)(...argumentsFor(script.parameters, context));
}
