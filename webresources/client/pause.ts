import { connectionColumns, connectionNames, ConnectionStatus } from "../../core/generated/schema";
import { noOutcomes } from "../../core/outcome";
import type { Answer } from "./answer";
import type { Transport } from "./transport/transport";

/**
 * Whether a connection says that somebody has to sign in first, as the answer to show: the operation is kept, and done once
 * somebody has. Undefined when none says so, or when that cannot be seen.
 */
export async function readPause(
  transport: Transport,
  operationId: string,
  signal?: AbortSignal,
): Promise<Answer | undefined> {
  const select = [connectionColumns.code, connectionColumns.message, connectionColumns.nextstep].join(",");
  const filter = `${connectionColumns.connectionstatus} eq ${ConnectionStatus.NeedsSignIn}`;
  const options = `?$select=${select}&$filter=${filter}`;
  const look = transport.query(connectionNames.logicalName, connectionNames.entitySet, options, signal);
  const [row] = await look.catch(() => []);
  const text = (value: unknown): string => (typeof value === "string" ? value : "");
  const code = text(row?.[connectionColumns.code]);
  if (!row || code === "") return undefined;
  return {
    operationId,
    state: "failed",
    done: 0,
    total: 0,
    counts: noOutcomes(),
    records: [],
    runIds: [],
    problem: {
      code,
      message: text(row[connectionColumns.message]),
      nextStep: text(row[connectionColumns.nextstep]),
    },
    reference: operationId,
  };
}
