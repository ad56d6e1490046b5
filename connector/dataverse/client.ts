import { DynamicsWebApi, type RequestError } from "dynamics-web-api";
import { sendBatch, sendWrites, type BatchAnswer, type BatchWrite } from "./batch";
import { sendBulk, type BulkMessage, type BulkTable } from "./bulk";
import { deadline, DEADLINE_MS, type DataverseCall } from "./call";
import { sendChangeSets, type ChangeSet } from "./change-sets";
import { readChanges, type ChangesPage } from "./changes";
import { claimsIn } from "./claims-challenge";
import { countRows } from "./count-rows";
import { DataverseError } from "./dataverse-error";
import { LOOKUP_TABLE, withoutDates, type Json } from "./json";
import { isRefusal, QuietWrites } from "./quiet-writes";
import { readRetryAfter } from "../clock/retry-after";
import type { Transport } from "./transport";
import { askWhoAmI, type WhoAmI } from "./who-am-i";

export interface Query {
  readonly select: readonly string[];
  readonly filter?: string;
  readonly orderBy?: readonly string[];
  readonly top?: number;
  readonly pageSize?: number;
}

/** What every request through the standard client carries. */
interface Common {
  readonly token: string;
  readonly signal: AbortSignal;
  readonly impersonate?: string;
  readonly headers: Record<string, string>;
}

/** Dataverse's Web API, as far as the connector uses it. Every method throws DataverseError. */
export class DataverseClient {
  private readonly api: DynamicsWebApi;
  private readonly quiet = new QuietWrites();

  constructor(private readonly transport: Transport) {
    this.api = new DynamicsWebApi({
      serverUrl: transport.url,
      dataApi: { version: "9.2" },
      // Left alone, the standard client keeps every 412 of an update to itself: rows that changed since, keys that are taken.
      propagateErrors: true,
    });
  }

  get url(): string {
    return this.transport.url;
  }

  /** The environment's time of day; null before its first answer. */
  now(): Date | null {
    return this.transport.time.now();
  }

  get governor() {
    return this.transport.governor;
  }

  /** Refreshes the sign-in while there is still time. */
  keepSignedIn(): Promise<void> {
    return this.transport.keepSignedIn();
  }

  /** One row, or null when there is none with this id. */
  async retrieve(
    entitySet: string,
    id: string,
    select: readonly string[],
    call: DataverseCall = {},
  ): Promise<Json | null> {
    try {
      return withoutDates(
        await this.standard<Json>(call, (common) =>
          this.api.retrieve({ ...common, collection: entitySet, key: id, select: [...select] }),
        ),
      );
    } catch (error) {
      if (error instanceof DataverseError && error.status === 404) return null;
      throw error;
    }
  }

  /** All rows of a query, page by page. */
  async *pages(entitySet: string, query: Query, call: DataverseCall = {}): AsyncGenerator<readonly Json[]> {
    let next: string | undefined;
    do {
      const page = await this.standard(call, (common) =>
        this.api.retrieveMultiple<Json>(
          {
            ...common,
            collection: entitySet,
            select: [...query.select],
            filter: query.filter,
            orderBy: query.orderBy ? [...query.orderBy] : undefined,
            top: query.top,
            maxPageSize: query.pageSize,
            ...(call.lookupTables ? { includeAnnotations: LOOKUP_TABLE } : {}),
          },
          next,
        ),
      );
      yield page.value.map(withoutDates);
      next = page.oDataNextLink;
    } while (next);
  }

  /** All rows of a query that is known to be small. */
  async list(entitySet: string, query: Query, call: DataverseCall = {}): Promise<readonly Json[]> {
    const rows: Json[] = [];
    for await (const page of this.pages(entitySet, query, call)) rows.push(...page);
    return rows;
  }

  /** A page of all rows (`link` null), or of what changed since a delta link; see {@link ./changes}. */
  changes(
    entitySet: string,
    select: readonly string[],
    link: string | null,
    call: DataverseCall = {},
  ): Promise<ChangesPage> {
    return readChanges(this.transport, entitySet, select, link, call);
  }

  /** How many rows a table has; see {@link ./count-rows}. */
  countRows(table: string, call: DataverseCall = {}): Promise<number | null> {
    return countRows(this.transport, table, call);
  }

  async create(entitySet: string, data: Json, call: DataverseCall = {}): Promise<void> {
    await this.quietly(entitySet, call, (common) =>
      this.api.create({ ...common, collection: entitySet, data: { ...data } }),
    );
  }

  /** Changes a row that exists; 404 when it does not. `ifMatch`: an ETag, 412 when the row changed since. */
  async update(
    entitySet: string,
    id: string,
    data: Json,
    call: DataverseCall & { readonly ifMatch?: string } = {},
  ): Promise<void> {
    await this.quietly(entitySet, call, (common) =>
      this.api.update({
        ...common,
        collection: entitySet,
        key: id,
        data: { ...data },
        ifmatch: call.ifMatch ?? "*",
      }),
    );
  }

  /** Creates the row with this id, or changes it. */
  async upsert(entitySet: string, id: string, data: Json, call: DataverseCall = {}): Promise<void> {
    await this.quietly(entitySet, call, (common) =>
      this.api.upsert({ ...common, collection: entitySet, key: id, data: { ...data } }),
    );
  }

  /** Deletes a row; one that is gone already is no error. */
  async remove(entitySet: string, id: string, call: DataverseCall = {}): Promise<void> {
    try {
      await this.quietly(entitySet, call, (common) =>
        this.api.deleteRecord({ ...common, collection: entitySet, key: id }),
      );
    } catch (error) {
      if (!(error instanceof DataverseError && error.status === 404)) throw error;
    }
  }

  /** Attributes of a table in one of its typed forms (`Microsoft.Dynamics.CRM.StringAttributeMetadata`), or all of them. */
  async attributes(
    table: string,
    cast: string | undefined,
    select: readonly string[],
    expand: readonly string[] = [],
    call: DataverseCall = {},
  ) {
    const answer = await this.standard(call, (common) =>
      this.api.retrieveAttributes<Json>({
        ...common,
        entityKey: `LogicalName='${table}'`,
        castType: cast,
        select: [...select],
        expand: expand.map((property) => ({ property })),
      }),
    );
    return answer.value;
  }

  whoAmI(call: DataverseCall = {}): Promise<WhoAmI> {
    return askWhoAmI(this.transport, call);
  }

  /** UpsertMultiple, CreateMultiple or UpdateMultiple: all rows or none. Safe to repeat when every row has its id. */
  bulk(
    message: BulkMessage,
    table: BulkTable,
    rows: readonly Json[],
    call: DataverseCall = {},
  ): Promise<void> {
    return this.quiet.send(table.entitySet, (headers) =>
      sendBulk(this.transport, message, table, rows, call, headers),
    );
  }

  /** Several GETs in one request; one answer each, in order, failures included. */
  batch(paths: readonly string[], call: DataverseCall = {}): Promise<readonly BatchAnswer[]> {
    return sendBatch(this.transport, paths, call);
  }

  /**
   * Several writes to one table in one request, each guarded by its ETag and standing for itself; one answer each, in order.
   */
  writes(writes: readonly BatchWrite[], call: DataverseCall = {}): Promise<readonly BatchAnswer[]> {
    const entitySet = writes[0]?.path.split("(")[0] ?? "";
    return this.quiet.send(entitySet, async (headers) => {
      const answers = await sendWrites(this.transport, writes, call, headers);
      const refused = answers.find((answer) => "error" in answer && isRefusal(answer.error));
      // Refused for the header before anything was written: none of them has been done.
      if (refused && "error" in refused) throw refused.error;
      return answers;
    });
  }

  /** Change sets, each done as a whole or not at all; see {@link ./change-sets}. For tables of which we are told nothing. */
  changeSets(
    sets: readonly ChangeSet[],
    call: DataverseCall = {},
  ): Promise<readonly (DataverseError | null)[]> {
    return sendChangeSets(this.transport, sets, call);
  }

  /** A write through the standard client, of which we need not be told. */
  private quietly<T>(
    entitySet: string,
    call: DataverseCall,
    request: (common: Common) => Promise<T>,
  ): Promise<T> {
    return this.quiet.send(entitySet, (headers) => this.standard(call, request, headers));
  }

  private standard<T>(
    call: DataverseCall,
    request: (common: Common) => Promise<T>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<T> {
    return this.transport.governed(call, async (token) => {
      try {
        return await request({
          token,
          signal: deadline(call, DEADLINE_MS.single),
          impersonate: call.asUser,
          headers: { ...headers },
        });
      } catch (error) {
        throw fromStandardClient(error as RequestError);
      }
    });
  }
}

function fromStandardClient(error: RequestError): DataverseError {
  if (!error.status) return new DataverseError("Dataverse did not answer.", { status: 0, cause: error });
  const headers = (error.headers ?? {}) as Record<string, string | undefined>;
  return new DataverseError(error.message, {
    status: error.status,
    code: error.code,
    retryAfterMs: readRetryAfter(headers["retry-after"]),
    claims: claimsIn(headers["www-authenticate"]),
  });
}
