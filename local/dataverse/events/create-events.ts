import type { EntityInput, EventInput, Events, Kernel } from "../contracts";
import { isDataverseError } from "../errors";
import { writeContext } from "./body/context";
import { addressOf } from "./delivery/auth";
import { isAllowedUrl } from "./delivery/port-rule";
import { deliver, WEBHOOK_TIMEOUT_MS } from "./delivery/post";
import { postFailed } from "./errors";
import { Jobs } from "./jobs";
import { JobQueue } from "./queue";
import { Steps, type Step } from "./steps";

export interface EventOptions {
  /** What a webhook may take; 60 s unless a test is in a hurry. */
  readonly timeoutMs?: number;
}

/** Events with a way to wait for what runs later. */
export interface WebhookEvents extends Events {
  /** Resolves when no system job waits or runs. */
  drain(): Promise<void>;
  readonly jobs: Jobs;
  readonly queue: JobQueue;
}

/** Calls webhook steps: synchronous ones within the operation, asynchronous ones as system jobs after it. */
export function createEvents(
  kernel: Kernel,
  { timeoutMs = WEBHOOK_TIMEOUT_MS }: EventOptions = {},
): WebhookEvents {
  const steps = new Steps(kernel);
  const jobs = new Jobs(kernel);
  const queue = new JobQueue();

  /** Posts one step's context; throws the platform's fault. */
  const call = async (step: Step, event: EventInput, operationId?: string): Promise<void> => {
    const endpoint = steps.endpoint(step.endpointId);
    if (endpoint === undefined) throw postFailed("The service endpoint does not exist.");
    if (!isAllowedUrl(endpoint.url)) throw postFailed("Only ports 80 and 443 are allowed.");
    const address = addressOf(endpoint);
    const images = steps.images(step.id);
    const { body, exceeded } = writeContext(kernel, {
      event,
      step,
      images,
      ...(operationId === undefined ? {} : { operationId }),
    });
    const headers = {
      "x-ms-dynamics-organization": kernel.organization.host,
      "x-ms-dynamics-entity-name": event.request.table ?? "none",
      "x-ms-dynamics-request-name": event.request.name,
      "x-ms-correlation-request-id": event.context.correlationId,
      ...(exceeded ? { "x-ms-dynamics-msg-size-exceeded": "true" } : {}),
    };
    const result = await deliver({ address, headers, body, timeoutMs });
    if (!result.ok) throw result.error;
  };

  const runJob = async (step: Step, event: EventInput): Promise<void> => {
    const job = await jobs.createForStep(step, event);
    await jobs.start(job);
    try {
      await call(step, event, job);
      await jobs.succeed(job, step.deleteOnSuccess);
    } catch (error) {
      await jobs.fail(job, isDataverseError(error) ? error : postFailed(String(error)));
    }
  };

  return {
    jobs,
    queue,
    drain: () => queue.drain(),
    listens: (message, table) => steps.on(message, table).length > 0,
    async runSync(stage, event) {
      for (const step of heard(steps, event)) {
        if (!step.isAsync && step.stage === stage) await call(step, event);
      }
    },
    queueAsync(event) {
      for (const step of heard(steps, event)) {
        if (step.isAsync) queue.add(() => runJob(step, event));
      }
    },
  };
}

/** Steps on the event's message whose filtering attributes let it through, and that the caller does not go without. */
const heard = (steps: Steps, { request, context }: EventInput): readonly Step[] =>
  steps
    .on(request.name, request.table)
    .filter((step) => passes(step, request.input) && !context.bypassStepIds?.includes(step.id.toLowerCase()));

/** Filtering attributes count for updates: one of them must be in the request, changed or not (docs: register-plug-in). */
const passes = (step: Step, input: Readonly<Record<string, unknown>>): boolean => {
  if (step.filteringAttributes.length === 0 || !/^Update(Multiple)?$/.test(step.message)) return true;
  const targets = (input["Targets"] ?? [input["Target"]]) as readonly (EntityInput | undefined)[];
  return targets.some((target) =>
    step.filteringAttributes.some((name) => target !== undefined && name in target.values),
  );
};
