import { randomUUID } from "node:crypto";
import type { OperationResult } from "../../core/operation/types";
import { api, operation, OperationStatus } from "../../core/generated/schema";
import { askRow } from "./ask-row";
import { eventually } from "./eventually";

export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** A failed request; the body is Dataverse's. */
export class WebApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(`${status} ${code} ${message}`);
  }
}

export type Row = Readonly<Record<string, unknown>>;

/** A finished operation: its row, and the document in it. */
export interface Finished {
  readonly id: string;
  readonly status: number;
  readonly row: Row;
  readonly result: OperationResult | null;
}

type SyncApi = "push" | "pull" | "preview";

/** The Web API as a person's code uses it: plain HTTP with a token. */
export class WebApi {
  private constructor(
    readonly url: string,
    readonly token: string,
  ) {}

  static async signIn(url: string, identity: string): Promise<WebApi> {
    const answer = await fetch(`${url}/local/oauth2/v2.0/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: identity,
        client_secret: "local",
        scope: `${url}/.default`,
      }),
    });
    const { access_token } = (await answer.json()) as { access_token: string };
    return new WebApi(url, access_token);
  }

  /** With another token, which may be none of ours. */
  withToken(token: string): WebApi {
    return new WebApi(this.url, token);
  }

  async send<T = Row>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const answer = await fetch(`${this.url}/api/data/v9.2/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        accept: "application/json",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    const json =
      text === "" ? undefined : (JSON.parse(text) as { error?: { code: string; message: string } });
    if (!answer.ok)
      throw new WebApiError(answer.status, json?.error?.code ?? "", json?.error?.message ?? text);
    return { status: answer.status, headers: answer.headers, body: json as T };
  }

  async get<T = Row>(path: string): Promise<T> {
    return (await this.send<T>("GET", path)).body;
  }

  async list<T = Row>(path: string): Promise<readonly T[]> {
    return (await this.get<{ value: readonly T[] }>(path)).value;
  }

  async update(path: string, changes: object): Promise<void> {
    await this.send("PATCH", path, changes, { "if-match": "*" });
  }

  /** The contact that the first import made of one of Wave's. */
  async contactOf(waveId: string, select: string): Promise<Row> {
    const rows = await this.list(
      `contacts?$select=contactid,${select}&$filter=externaluseridentifier eq 'wavecnct_${waveId}'`,
    );
    if (rows.length !== 1) throw new Error(`Wave's ${waveId} is ${rows.length} contacts.`);
    return rows[0] as Row;
  }

  /** Calls wave_Push, wave_Pull or wave_Preview and waits for the operation's end, as the form does. */
  async sync(kind: SyncApi, recordIds: readonly string[], more: object = {}): Promise<Finished> {
    const id = randomUUID();
    await this.call(kind, id, recordIds, more);
    return this.finished(id);
  }

  /** Only the call; answered as soon as the operation is taken. */
  async call(
    kind: SyncApi,
    operationId: string,
    recordIds: readonly string[],
    more: object = {},
  ): Promise<void> {
    const body = { OperationId: operationId, Table: "contact", RecordIds: recordIds, ...more };
    // One that is there already is from an earlier call under the same id.
    await this.send("POST", operation.entitySet, askRow(api[kind].name, body)).catch((error: WebApiError) => {
      if (error.code !== "0x80040237") throw error;
    });
    await this.send("POST", api[kind].name, body);
  }

  async finished(id: string): Promise<Finished> {
    const row = await eventually(`operation ${id} to end`, async () => {
      const found = await this.get(`${operation.entitySet}(${id})`).catch(() => undefined);
      const status = found?.[operation.columns.operationstatus];
      return status !== OperationStatus.Queued && status !== OperationStatus.Running && found;
    });
    const result = row[operation.columns.result];
    return {
      id,
      row,
      status: row[operation.columns.operationstatus] as number,
      result: typeof result === "string" ? (JSON.parse(result) as OperationResult) : null,
    };
  }
}
