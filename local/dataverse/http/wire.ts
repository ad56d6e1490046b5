import type { CallContext, Kernel } from "../contracts";
import type { QueryOptions } from "../odata/options";
import type { Annotations } from "../odata/write/annotations";
import type { Reader, Transaction } from "../store/types";
import type { Preferences } from "./prefer";

/** Rows a request has written and read so far: what its modelled time depends on. */
export interface RowCount {
  written: number;
  read: number;
}

/** A request as the routes see it: of HTTP nothing is left but words. */
export interface WireRequest {
  readonly method: string;
  /** After `/api/data/v9.2/`, decoded, without the query. */
  readonly path: string;
  /** As sent, for texts of errors. */
  readonly url: string;
  /** `http://localhost:8365/api/data/v9.2/` */
  readonly base: string;
  readonly query: QueryOptions;
  /** Raw query text, for links to further pages. */
  readonly search: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly preferences: Preferences;
  readonly annotations: Annotations;
  /** The parsed JSON body; undefined when there was none. */
  readonly body: unknown;
  readonly context: CallContext;
  readonly kernel: Kernel;
  readonly rows: RowCount;
  /** The change set's transaction. */
  readonly tx?: Transaction;
  /** Where to read: the transaction, or the store. */
  readonly reader: Reader;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON to send; text is sent as it is. */
  readonly body?: unknown;
}

export const noContent = (headers: Readonly<Record<string, string>> = {}): WireResponse => ({
  status: 204,
  headers,
});

export const ok = (body: unknown, headers: Readonly<Record<string, string>> = {}): WireResponse => ({
  status: 200,
  headers,
  body,
});
