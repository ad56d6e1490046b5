import * as schema from "../../core/generated/schema";
import { DataverseError } from "./dataverse-error";

/** https://learn.microsoft.com/power-apps/developer/data-platform/bypass-custom-business-logic */
const HEADER = "MSCRM.BypassBusinessLogicExecutionStepIds";
/** What an organisation allows in one request unless it was told otherwise. */
const MOST_STEPS = 3;
/** The steps that tell us of single rows. A merge is never ours. */
const TOLD = new Set(["Create", "Update", "Delete"]);
/** How a refusal of the header reads: the privilege it needs, or the header itself. */
const REFUSAL = /prvBypassCustom|BypassBusinessLogicExecution/i;

const TABLES = Object.values(schema).filter(
  (each): each is typeof schema.contact => typeof each === "object" && "entitySet" in each,
);

/** Our own asynchronous steps, by the entity set they listen to. */
const STEPS: ReadonlyMap<string, readonly string[]> = new Map(
  TABLES.map(({ logicalName, entitySet }) => [
    entitySet,
    schema.steps
      .filter((step) => step.table === logicalName && TOLD.has(step.message))
      .map((step) => step.id),
  ]),
);

/**
 * What we write ourselves need not be told to us: our writes go without our own steps, so that an import of thousands of rows
 * makes no thousands of system jobs. Other people's plug-ins, flows and steps run as ever. Where an environment refuses that,
 * the echoes come in and are recognised by what they hold.
 */
export class QuietWrites {
  private refused = false;

  /** Sends a write to `entitySet` with the header, and once more without it where it is refused. */
  async send<T>(
    entitySet: string,
    write: (headers: Readonly<Record<string, string>>) => Promise<T>,
  ): Promise<T> {
    const steps = STEPS.get(entitySet) ?? [];
    if (this.refused || steps.length === 0 || steps.length > MOST_STEPS) return write({});
    try {
      return await write({ [HEADER]: steps.join(",") });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      this.refused = true;
      return write({});
    }
  }
}

/** True when it was the header that was refused. */
export function isRefusal(error: unknown): boolean {
  return (
    error instanceof DataverseError &&
    (error.status === 400 || error.status === 403) &&
    REFUSAL.test(error.message)
  );
}
