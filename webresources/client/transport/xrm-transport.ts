import { asClientError, isDuplicate, faultOf, problemOf } from "../faults";
import { throwIfAborted } from "../wait";
import type { Transport } from "./transport";

/** The part of the client API this transport needs. */
export interface XrmWebApi {
  readonly online: {
    execute(request: unknown): PromiseLike<{ readonly ok: boolean; readonly status: number }>;
  };
  createRecord(table: string, row: Readonly<Record<string, unknown>>): PromiseLike<unknown>;
  retrieveMultipleRecords(
    table: string,
    options?: string,
  ): PromiseLike<{ readonly entities: readonly Record<string, unknown>[] }>;
}

/**
 * Through `Xrm.WebApi`, wherever Dynamics offers it.
 * https://learn.microsoft.com/power-apps/developer/model-driven-apps/clientapi/reference/xrm-webapi/online/execute
 */
export function xrmTransport(webApi: XrmWebApi): Transport {
  return {
    async execute(request, signal) {
      throwIfAborted(signal);
      const answer = await settle(() => webApi.online.execute(request));
      throwIfAborted(signal);
      if (!answer.ok) {
        throw problemOf({ status: answer.status });
      }
    },
    async create(table, _entitySet, row, signal) {
      throwIfAborted(signal);
      try {
        await webApi.createRecord(table, row);
      } catch (thrown) {
        if (!isDuplicate(faultOf(thrown))) throw asClientError(thrown);
      }
      throwIfAborted(signal);
    },
    async query(table, _entitySet, options, signal) {
      throwIfAborted(signal);
      const answer = await settle(() => webApi.retrieveMultipleRecords(table, options));
      throwIfAborted(signal);
      return answer.entities;
    },
  };
}

async function settle<T>(call: () => PromiseLike<T>): Promise<T> {
  try {
    return await call();
  } catch (thrown) {
    throw asClientError(thrown);
  }
}
