import type { Logger } from "../../logging/logger";
import type { Queue } from "../../work/queue";

/** Reminds a worker that records wait. They do so durably: a reminder that gets lost costs time, not the event. */
export async function remindOfChanges(
  { queue, logger }: { readonly queue: Queue; readonly logger: Logger },
  environmentId: string,
): Promise<void> {
  try {
    await queue.remind("changes", environmentId, environmentId);
  } catch (error) {
    logger.warn("Nobody could be reminded of waiting records; they are found later", {
      environmentId,
      error,
    });
  }
}
