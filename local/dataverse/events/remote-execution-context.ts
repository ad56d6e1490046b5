import type { EventInput, Kernel } from "../contracts";
import { bag, dateJson, entityJson, image, referenceJson, type KeyValue } from "./contract-json";
import type { Step } from "./steps";

/** A context larger than this loses its parameters and images (developer/data-platform/use-webhooks). */
const MAX_BYTES = 256 * 1024;
const NO_ROW = "00000000-0000-0000-0000-000000000000";

export interface WebhookBody {
  readonly body: string;
  /** The `x-ms-dynamics-msg-size-exceeded` header is sent. */
  readonly sizeExceeded: boolean;
}

/** What a webhook receives: the execution context of the step, as JSON with `\/` for slashes. */
export function remoteExecutionContext(
  kernel: Kernel,
  step: Step,
  input: EventInput,
  operationId: string,
): WebhookBody {
  const full = contextOf(kernel, step, input, operationId);
  const text = serialize(full);
  if (Buffer.byteLength(text) <= MAX_BYTES) return { body: text, sizeExceeded: false };
  const cut = {
    ...full,
    ParentContext: null,
    InputParameters: [],
    PreEntityImages: [],
    PostEntityImages: [],
  };
  return { body: serialize(cut), sizeExceeded: true };
}

/** Slashes only occur inside strings of JSON, so replacing them all is safe. */
const serialize = (value: object): string => JSON.stringify(value).replaceAll("/", "\\/");

function contextOf(
  kernel: Kernel,
  step: Step,
  input: EventInput,
  operationId: string,
): Record<string, unknown> {
  const { request, context, after } = input;
  const id = request.id ?? after?.id ?? NO_ROW;
  const user = kernel.store.get("systemuser", context.userId);
  const unit = user?.values["businessunitid"];
  return {
    BusinessUnitId:
      unit !== null && typeof unit === "object" && "id" in unit
        ? unit.id
        : kernel.organization.rootBusinessUnitId,
    CorrelationId: context.correlationId,
    Depth: context.depth,
    InitiatingUserId: context.initiatingUserId,
    InputParameters: inputParameters(kernel, input),
    IsExecutingOffline: false,
    IsInTransaction: !step.asynchronous && step.stage !== 10,
    IsOfflinePlayback: false,
    IsolationMode: 1,
    MessageName: request.name,
    Mode: step.asynchronous ? 1 : 0,
    OperationCreatedOn: dateJson(kernel.now().toISOString()).replace(")/", "+0000)/"),
    OperationId: step.asynchronous ? operationId : NO_ROW,
    OrganizationId: kernel.organization.id,
    OrganizationName: kernel.organization.name,
    OutputParameters: bag(kernel.model, input.response ?? {}),
    OwningExtension: {
      ...untyped(referenceJson({ table: "sdkmessageprocessingstep", id: step.id }, step.name)),
    },
    ParentContext: null,
    PostEntityImages:
      step.asynchronous && after !== undefined
        ? [image(kernel.model, "AsynchronousStepPrimaryName", nameOnly(kernel, after))]
        : [],
    PreEntityImages: [],
    PrimaryEntityId: id,
    PrimaryEntityName: request.table ?? "none",
    RequestId: context.requestId,
    SecondaryEntityName: "none",
    SharedVariables: [],
    Stage: step.stage,
    UserId: context.userId,
  };
}

/** Create and Update carry `Target`; Delete carries a reference, as the platform's requests do. */
function inputParameters(kernel: Kernel, { request }: EventInput): readonly KeyValue[] {
  if (request.name === "Delete" && request.table !== undefined && request.id !== undefined) {
    return [{ key: "Target", value: referenceJson({ table: request.table, id: request.id }) }];
  }
  const target = request.input["Target"];
  const withId = isEntity(target) ? { ...target, id: target.id ?? request.id } : undefined;
  return bag(kernel.model, request.input).map((one) =>
    one.key === "Target" && withId !== undefined
      ? { key: "Target", value: entityJson(kernel.model, withId) }
      : one,
  );
}

const isEntity = (value: unknown): value is Parameters<typeof entityJson>[1] =>
  typeof value === "object" && value !== null && "table" in value && "values" in value;

function nameOnly(kernel: Kernel, row: NonNullable<EventInput["after"]>): typeof row {
  const name = kernel.model.table(row.table)?.primaryName;
  return { ...row, values: name === undefined ? {} : { [name]: row.values[name] ?? null } };
}

/** `OwningExtension` stands where its class is known: no `__type`. */
function untyped(reference: object): object {
  const { __type: _, ...rest } = reference as { __type: string };
  return rest;
}
