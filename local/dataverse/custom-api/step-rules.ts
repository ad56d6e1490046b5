import type { MessageRegistry } from "../contracts";
import { DataverseError } from "../errors";

/** A step as it is to be registered. */
export interface StepRegistration {
  readonly name: string;
  readonly message: string;
  readonly stage: number;
  readonly mode: number;
}

const SYNCHRONOUS = 0;
const ASYNCHRONOUS = 1;
const POST_OPERATION = 40;
const STAGES = new Set([10, 20, POST_OPERATION]);

const refuse = (code: string, text: string): DataverseError => new DataverseError(400, code, text);

/**
 * Checks where a step may be registered (docs: register-plug-in; custom-api, AllowedCustomProcessingStepType): stage 10,
 * 20 or 40; asynchronous ones in 40 only; on a Custom API as far as its author allows. Throws 400.
 */
export function checkStep(registry: MessageRegistry, { name, message, stage, mode }: StepRegistration): void {
  if (!STAGES.has(stage))
    throw refuse("0x80040203", `The stage ${stage} of the step '${name}' is not valid for custom steps.`);
  if (mode !== SYNCHRONOUS && mode !== ASYNCHRONOUS)
    throw refuse("0x80040203", `The mode ${mode} of the step '${name}' is not valid.`);
  if (mode === ASYNCHRONOUS && stage !== POST_OPERATION)
    throw refuse(
      "0x80040203",
      `The step '${name}' is asynchronous and must be registered in the post-operation stage.`,
    );
  const allowed = registry.operation(message)?.allowedSteps;
  if (allowed === undefined || allowed === 2 || (allowed === 1 && mode === ASYNCHRONOUS)) return;
  throw refuse(
    "0x8004416f",
    "Custom SdkMessageProcessingStep is not allowed on the specified message and entity.",
  );
}
