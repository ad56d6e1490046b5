import type { EventInput, Kernel, LookupValue, StoredRow } from "../../contracts";
import type { Step, StepImage } from "../steps";
import { imageOf, inputParameters, outputParameters } from "./parameters";
import { reference, writeJson, type KeyValue } from "./values";

const EMPTY_GUID = "00000000-0000-0000-0000-000000000000";
/** The context may be this large; beyond, its largest parts are taken out and a header says so (docs: use-webhooks). */
const MAX_BYTES = 256 * 1024;
/** The stage of the operation itself, which the parent context tells of. */
const MAIN_OPERATION = 30;
/** The image every asynchronous step gets. */
const ASYNC_IMAGE = "AsynchronousStepPrimaryName";

export interface ContextInput {
  readonly event: EventInput;
  readonly step: Step;
  readonly images: readonly StepImage[];
  /** The system job of an asynchronous step. */
  readonly operationId?: string;
}

export interface WrittenContext {
  readonly body: string;
  readonly exceeded: boolean;
}

/** The body of a webhook call: RemoteExecutionContext in the platform's JSON (facts: webhooks, "What is sent"). */
export function writeContext(kernel: Kernel, input: ContextInput): WrittenContext {
  const context = remoteContext(kernel, input);
  const body = writeJson(context);
  if (Buffer.byteLength(body) <= MAX_BYTES) return { body, exceeded: false };
  const {
    ParentContext: _p,
    InputParameters: _i,
    PreEntityImages: _e,
    PostEntityImages: _o,
    ...rest
  } = context;
  return { body: writeJson(rest), exceeded: true };
}

const remoteContext = (kernel: Kernel, { event, step, images, operationId }: ContextInput) => {
  const { request } = event;
  const common = commonPart(kernel, event, step, operationId);
  const completed = step.stage === 40;
  return {
    ...common,
    InputParameters: inputParameters(kernel, event, completed),
    OutputParameters: outputParameters(kernel, event),
    ParentContext:
      completed && kernel.registry.operation(request.name) === undefined
        ? {
            ...common,
            InputParameters: inputParameters(kernel, event, false),
            OutputParameters: [],
            ParentContext: null,
            PostEntityImages: [],
            PreEntityImages: [],
            Stage: MAIN_OPERATION,
          }
        : null,
    PostEntityImages: imagesFrom(
      kernel,
      event.after,
      images.filter((image) => image.post),
      step,
      request.name !== "Delete",
    ),
    PreEntityImages: imagesFrom(
      kernel,
      event.before,
      images.filter((image) => image.pre),
      step,
      request.name === "Delete",
    ),
    Stage: step.stage,
  };
};

/** Members in the serializer's order, which is the alphabet's; those that differ between levels are set by the caller. */
const commonPart = (
  kernel: Kernel,
  { request, context, before, after }: EventInput,
  step: Step,
  operationId?: string,
) => {
  const user = kernel.store.get("systemuser", context.userId);
  const initiating = kernel.store.get("systemuser", context.initiatingUserId);
  const unit = user?.values["businessunitid"] as LookupValue | undefined;
  return {
    BusinessUnitId: unit?.id ?? kernel.organization.rootBusinessUnitId,
    CorrelationId: context.correlationId,
    Depth: context.depth,
    InitiatingUserAgent: "",
    InitiatingUserAzureActiveDirectoryObjectId:
      initiating?.values["azureactivedirectoryobjectid"] ?? EMPTY_GUID,
    InitiatingUserId: context.initiatingUserId,
    InputParameters: [] as readonly KeyValue[],
    IsExecutingOffline: false,
    IsInTransaction: !step.isAsync && step.stage !== 10,
    IsOfflinePlayback: false,
    IsolationMode: 1,
    MessageName: request.name,
    Mode: step.isAsync ? 1 : 0,
    OperationCreatedOn: `/Date(${kernel.now().getTime()}+0000)/`,
    OperationId: operationId ?? EMPTY_GUID,
    OrganizationId: kernel.organization.id,
    OrganizationName: kernel.organization.name,
    OutputParameters: [] as readonly KeyValue[],
    OwningExtension: reference("sdkmessageprocessingstep", step.id),
    ParentContext: null as unknown,
    PostEntityImages: [] as readonly KeyValue[],
    PreEntityImages: [] as readonly KeyValue[],
    PrimaryEntityId: request.id ?? after?.id ?? before?.id ?? EMPTY_GUID,
    PrimaryEntityName: request.table ?? "none",
    RequestId: context.requestId,
    SecondaryEntityName: "none",
    SharedVariables: [] as readonly KeyValue[],
    Stage: step.stage,
    UserAzureActiveDirectoryObjectId: user?.values["azureactivedirectoryobjectid"] ?? EMPTY_GUID,
    UserId: context.userId,
  };
};

const imagesFrom = (
  kernel: Kernel,
  row: StoredRow | undefined,
  wanted: readonly StepImage[],
  step: Step,
  ofAsyncStep: boolean,
): readonly KeyValue[] => {
  if (row === undefined) return [];
  const images: KeyValue[] = wanted.map((image) => ({
    key: image.alias,
    value: imageOf(kernel, row, image.attributes),
  }));
  if (step.isAsync && ofAsyncStep)
    images.push({ key: ASYNC_IMAGE, value: imageOf(kernel, row, namesOf(kernel, row)) });
  return images;
};

/** Primary name and id: all that image holds. */
const namesOf = (kernel: Kernel, row: StoredRow): readonly string[] => {
  const table = kernel.model.table(row.table);
  return [table?.primaryName, table?.primaryId].filter((name) => name !== undefined);
};
