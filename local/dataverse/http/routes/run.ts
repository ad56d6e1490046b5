import type { MessageRequest, MessageResponse } from "../../contracts";
import type { WireRequest } from "../wire";

/** Runs a message for a request: in its change set's transaction, or in one of its own. */
export const run = (request: WireRequest, message: MessageRequest): Promise<MessageResponse> => {
  const targets = message.input["Targets"];
  request.rows.written += Array.isArray(targets) ? targets.length : 1;
  return request.kernel.execute(message, request.context, request.tx);
};

/** What queries need of a request. */
export const queryOf = ({ kernel, context, reader, query, annotations, preferences, base }: WireRequest) => ({
  kernel,
  context,
  reader,
  query,
  annotations,
  base,
  ...(preferences.maxPageSize === undefined ? {} : { pageSize: preferences.maxPageSize }),
});
