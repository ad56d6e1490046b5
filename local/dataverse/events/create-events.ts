import type { EntityInput, EventInput, Events, Kernel } from "../contracts";
import { deliver, WEBHOOK_TIMEOUT_MS } from "./deliver";
import { webhookSteps, type Step } from "./steps";
import { SystemJobs } from "./system-jobs";

/** System jobs worked on at the same time. */
const PARALLEL_JOBS = 8;

export interface WebhookEvents extends Events {
  /** Resolves when no asynchronous step is waiting or running: for tests and a clean stop. */
  drain(): Promise<void>;
}

interface Job {
  readonly id: string;
  readonly step: Step;
  readonly input: EventInput;
}

/** The event pipeline's webhook steps. `timeoutMs` shortens the platform's 60 seconds for tests. */
export function createEvents(kernel: Kernel, options: { readonly timeoutMs?: number } = {}): WebhookEvents {
  const timeoutMs = options.timeoutMs ?? WEBHOOK_TIMEOUT_MS;
  const jobs = new SystemJobs(kernel);
  const waiting: Job[] = [];
  const idle = new Set<() => void>();
  let running = 0;

  const stepsFor = (input: EventInput, asynchronous: boolean): readonly Step[] =>
    webhookSteps(kernel).filter((step) => step.asynchronous === asynchronous && hears(step, input));

  const work = async ({ id, step, input }: Job): Promise<void> => {
    try {
      await jobs.create(id, step, input);
      await jobs.start(id);
      await deliver(kernel, step, input, id, timeoutMs);
      await jobs.succeed(id, step);
    } catch (error) {
      await jobs.fail(id, error);
    }
  };

  const next = (): void => {
    while (running < PARALLEL_JOBS) {
      const job = waiting.shift();
      if (job === undefined) break;
      running++;
      void work(job).finally(() => {
        running--;
        next();
      });
    }
    if (running === 0 && waiting.length === 0) for (const resolve of idle) resolve();
  };

  return {
    listens: (message, table) => webhookSteps(kernel).some((step) => isAbout(step, message, table)),
    runSync: async (stage, input) => {
      for (const step of stepsFor(input, false)) {
        if (step.stage === stage) await deliver(kernel, step, input, kernel.newId(), timeoutMs);
      }
    },
    queueAsync: (input) => {
      for (const step of stepsFor(input, true)) waiting.push({ id: kernel.newId(), step, input });
      next();
    },
    drain: () =>
      new Promise((resolve) => {
        const done = (): void => {
          idle.delete(done);
          resolve();
        };
        idle.add(done);
        next();
      }),
  };
}

const isAbout = (step: Step, message: string, table: string | undefined): boolean =>
  step.message === message && (step.table === undefined || step.table === table);

/** Filtering attributes: an Update is heard only when it writes one of them, whether or not its value changes. */
function hears(step: Step, { request }: EventInput): boolean {
  if (!isAbout(step, request.name, request.table)) return false;
  if (step.filteringAttributes.length === 0 || !["Update", "UpdateMultiple"].includes(request.name))
    return true;
  const targets = [request.input["Target"], ...((request.input["Targets"] as unknown[] | undefined) ?? [])];
  const written = new Set(
    targets.flatMap((target) => Object.keys((target as EntityInput | undefined)?.values ?? {})),
  );
  return step.filteringAttributes.some((name) => written.has(name));
}
