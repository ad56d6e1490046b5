import { Channel, socialMessage } from "../../core/generated/schema";
import type { Values } from "../../core/records";
import type { StateCodes } from "./state-model";

/**
 * Tables whose rows stand on a timeline, and what is particular to each. Rows are created open, with their parties, and then completed: a
 * state cannot be given to a new row. https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/email
 */
export interface ActivityTable {
  readonly logicalName: string;
  /** `incoming`: it came from whom it is about. */
  columns(incoming: boolean): Values;
  completed(incoming: boolean): StateCodes & Values;
}

export const COMPLETED = 1;

export const EMAIL: ActivityTable = {
  logicalName: "email",
  columns: (incoming) => ({ directioncode: !incoming }),
  // Sent and Received.
  completed: (incoming) => ({ statecode: COMPLETED, statuscode: incoming ? 4 : 3 }),
};

/** Messages on a social network: an activity table of our solution, with the states that the platform gives such tables. */
export function socialMessageBy(channel: keyof typeof Channel): ActivityTable {
  const { columns, logicalName } = socialMessage;
  return {
    logicalName,
    columns: (incoming) => ({
      [columns.channel]: Channel[channel],
      [columns.directioncode]: !incoming,
    }),
    completed: () => ({ statecode: COMPLETED, statuscode: 2 }),
  };
}

/** https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/task */
export const TASK: ActivityTable = {
  logicalName: "task",
  columns: () => ({}),
  completed: () => ({ statecode: COMPLETED, statuscode: 5, percentcomplete: 100 }),
};

/** Who takes part in an activity, and how: https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/activityparty */
export const PARTY = { table: "activityparty", column: "partyid", from: 1, to: 2, cc: 3, bcc: 4 } as const;

export type PartyRole = "from" | "to" | "cc" | "bcc";

/** The collection by which an activity is created together with its parties. */
export function partiesOf({ logicalName }: ActivityTable): string {
  return `${logicalName}_activity_parties`;
}
