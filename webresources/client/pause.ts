import {
  connectionColumns,
  connectionNames,
  ConnectionStatus,
  operationColumns,
  OperationStatus,
} from "../../core/generated/schema";
import { answerOf, type Answer } from "./answer";
import { ClientError } from "./problems";
import type { Transport, WebApiRow } from "./transport/transport";

/**
 * Why an operation that was called has no row after a while, as the connections tell it. One of them needs a sign-in: gives the
 * answer to show; the operation is kept, and done once somebody has signed in. Undefined when they say nothing, or cannot be
 * seen. @throws ClientError NOT_CONNECTED when none is connected: then no step hands the call to a connector.
 */
export async function readPause(
  transport: Transport,
  operationId: string,
  signal?: AbortSignal,
): Promise<Answer | undefined> {
  // Each by its name, so that the names nobody uses stay out of what a form loads.
  const connectionstatus = connectionColumns.connectionstatus;
  const code = connectionColumns.code;
  const options = `?$select=${connectionstatus},${code},${connectionColumns.message},${connectionColumns.nextstep}`;
  const look = transport.query(connectionNames.logicalName, connectionNames.entitySet, options, signal);
  const rows = await look.catch(() => undefined);
  if (rows === undefined) return undefined;
  if (rows.every((row) => row[connectionstatus] === ConnectionStatus.Disconnected))
    throw new ClientError("NOT_CONNECTED");
  const waiting = rows.find((row) => row[connectionstatus] === ConnectionStatus.NeedsSignIn && row[code]);
  return waiting && asAnswer(waiting, operationId);
}

/** A connection says what is wrong in columns of the same names as an operation. */
function asAnswer(row: WebApiRow, operationId: string): Answer {
  const failed = { ...row, [operationColumns.operationstatus]: OperationStatus.Failed };
  return { ...answerOf(operationId, failed), begun: false };
}
