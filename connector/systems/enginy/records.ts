import { standInFor } from "../../../core/ids/usable-id";
import type { SystemFields } from "../../../core/mapping/system-fields";
import type { SystemRecord, Values } from "../../../core/records";
import type { Clock } from "../../clock/clock";
import type { ListRequest, SystemCall, SystemObject, SystemPage } from "../contract/object";
import { SystemError } from "../contract/system-error";
import type { Wanted } from "./conversations";
import { valuesOf } from "./fields";
import { fieldsFrame, pageFrame, read, recordFrame, type FieldJson } from "./schema";
import type { Endpoint, Send } from "./transport";

/** Enginy's largest page, and the most ids of one search. */
const PAGE_SIZE = 100;

/** Fields are made and renamed by people, seldom. */
const FIELDS_MS = 5 * 60_000;

/** The kinds of fields that are not the same in every workspace. */
const MADE_BY_PEOPLE = ["AI_VARIABLE", "CRM_FIELD", "FORMULA_FIELD"] as const;

/** What is particular to one kind of record of Enginy. */
export interface EnginyKind {
  /** As mappings name it. */
  readonly name: string;
  readonly search: Extract<Endpoint, `${string}/search`>;
  readonly fields: Extract<Endpoint, `${string}/fields`>;
  fieldsFrom(made: readonly FieldJson[]): SystemFields;
  /** Members beside those that Enginy names as we do. */
  more?(json: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
  /** Whether any of these fields may have changed though the record says that it has not. */
  undated?(wants: SystemCall["wants"]): boolean;
  /** Values that cost requests of their own, by record id; for whoever wants them. */
  besides?(wanted: Wanted, call: SystemCall): Promise<ReadonlyMap<string, Values>>;
}

/**
 * Records of Enginy, whichever they are. All that Enginy's documentation gives is a search: by page, and by id through its `include`
 * filter. So there is nothing to write with, and what changed is found by reading all.
 */
export class EnginyRecords implements SystemObject {
  readonly name: string;
  private known: { readonly fields: SystemFields; readonly on: number } | null = null;

  constructor(
    private readonly kind: EnginyKind,
    private readonly send: Send,
    private readonly clock: Clock,
  ) {
    this.name = kind.name;
  }

  async fields(call: SystemCall): Promise<SystemFields> {
    if (this.known && this.clock.elapsed() - this.known.on < FIELDS_MS) return this.known.fields;
    const answers = await Promise.all(
      MADE_BY_PEOPLE.map(async (fieldType) => {
        const query = { fieldType, limit: "100" };
        const answer = await this.send({ endpoint: this.kind.fields, query }, call);
        return read(fieldsFrame, answer, "the list of fields").data.fields;
      }),
    );
    this.known = { fields: this.kind.fieldsFrom(answers.flat()), on: this.clock.elapsed() };
    return this.known.fields;
  }

  /**
   * One page. Pages are numbered, so that what is deleted while they are read moves what follows it ahead: where the total has fallen since
   * the page before, as many records before this one are read again. What a change moves is found by the next comparison.
   */
  async list({ pageSize, cursor }: ListRequest, call: SystemCall): Promise<SystemPage> {
    const { after, total: before } = cursor === undefined ? FIRST : readCursor(cursor);
    const asIs = await this.pageAfter(after, pageSize, call);
    const from = Math.max(0, after - Math.max(0, (before ?? 0) - asIs.total));
    const { records, total } = from === after ? asIs : await this.pageAfter(from, pageSize, call);
    const end = from + records.length;
    const isLast = records.length === 0 || end >= total;
    return { records, next: isLast ? null : writeCursor({ after: end, total }), total };
  }

  /**
   * Enginy has no filter by time: all are read, and those that changed are given. Nothing says when a conversation changed: whoever wants to
   * know of these gets all.
   */
  async listChanged(since: string, request: ListRequest, call: SystemCall): Promise<SystemPage> {
    const { records, next } = await this.list(request, call);
    if (this.kind.undated?.(call.wants)) return { records, next };
    const from = Date.parse(since);
    const changed = ({ modifiedOn }: SystemRecord) => !modifiedOn || !(Date.parse(modifiedOn) < from);
    return { records: records.filter(changed), next };
  }

  async read(id: string, call: SystemCall): Promise<SystemRecord | null> {
    return (await this.readMany([id], call))[0] ?? null;
  }

  async readMany(ids: readonly string[], call: SystemCall): Promise<readonly SystemRecord[]> {
    // Every id of Enginy's is a number: whatever else is asked for is not there.
    const wanted = [...new Set(ids)].filter((id) => /^\d{1,15}$/.test(id));
    const found: SystemRecord[] = [];
    for (let at = 0; at < wanted.length; at += PAGE_SIZE) {
      const some = wanted.slice(at, at + PAGE_SIZE);
      const include = { id: some.map(Number) };
      // Its pages may be smaller than asked for; who stands on a later one is not gone.
      for (let page = 1, read = 0, isLast = false; !isLast; page++) {
        const { records, total } = await this.search({ page, pageSize: PAGE_SIZE, include }, call);
        found.push(...records.filter(({ id }) => some.includes(id)));
        read += records.length;
        isLast = records.length === 0 || read >= total;
      }
    }
    return found;
  }

  /** Records that come after so many others. Enginy counts in pages: in as large ones as fill what comes before exactly. */
  private async pageAfter(after: number, most: number, call: SystemCall): Promise<Page> {
    const pageSize = sizeThatFills(after, Math.min(most, PAGE_SIZE));
    const page = await this.search({ page: after / pageSize + 1, pageSize }, call);
    // Its pages are smaller than we thought: then ours was another one.
    if (after > 0 && page.pageSize >= 1 && page.pageSize < pageSize)
      return this.pageAfter(after, page.pageSize, call);
    return page;
  }

  private async search(
    asked: { readonly page: number; readonly pageSize: number; readonly include?: object },
    call: SystemCall,
  ): Promise<Page> {
    // Without a choice of fields, all members come, those that people made beside the others (inferred).
    const fields = await this.fields(call);
    const { data, meta } = read(
      pageFrame,
      await this.send({ endpoint: this.kind.search, body: asked }, call),
      "a page",
    );
    const records = data.map((json) => this.toRecord(json, fields));
    return {
      records: await this.withBesides(records, asked.include !== undefined, call),
      total: meta.total,
      pageSize: meta.pageSize,
    };
  }

  private async withBesides(
    records: readonly SystemRecord[],
    byName: boolean,
    call: SystemCall,
  ): Promise<readonly SystemRecord[]> {
    if (!this.kind.besides) return records;
    const ids = records.flatMap(({ id, trouble }) => (trouble ? [] : id));
    const besides = await this.kind.besides({ ids, byName }, call);
    return records.map((record) => ({
      ...record,
      values: { ...record.values, ...besides.get(record.id) },
    }));
  }

  /** One that makes no sense is a record in trouble, and costs nobody else. */
  private toRecord(json: unknown, fields: SystemFields): SystemRecord {
    const parsed = recordFrame.safeParse(json);
    if (!parsed.success) {
      const where = parsed.error.issues[0]?.path.join(".") || "the record";
      const params = { details: `${where} has an unknown form` };
      return {
        id: standInFor(JSON.stringify(json) ?? ""),
        values: {},
        trouble: { code: "RECORD_MALFORMED", params },
      };
    }
    const { id, updatedAt } = parsed.data;
    const members = { ...parsed.data, ...this.kind.more?.(parsed.data) };
    const changed =
      updatedAt && !Number.isNaN(Date.parse(updatedAt)) ? new Date(updatedAt).toISOString() : null;
    return {
      id,
      values: valuesOf(members, fields),
      partial: true,
      ...(changed === null ? {} : { modifiedOn: changed }),
    };
  }
}

interface Page {
  readonly records: readonly SystemRecord[];
  readonly total: number;
  readonly pageSize: number;
}

/** The largest size up to `most` of which some pages hold exactly so many records. */
function sizeThatFills(records: number, most: number): number {
  let size = Math.max(1, most);
  while (records % size !== 0) size -= 1;
  return size;
}

interface Cursor {
  /** Records that were read before. */
  readonly after: number;
  /** How many there were in all then. */
  readonly total: number | null;
}

const FIRST: Cursor = { after: 0, total: null };

const writeCursor = ({ after, total }: Cursor): string => `${after}/${total}`;

function readCursor(text: string): Cursor {
  const [, after, total] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  if (after !== undefined && total !== undefined) return { after: Number(after), total: Number(total) };
  const reason = "The cursor of the list has an unknown form.";
  throw new SystemError("SYSTEM_REJECTED", reason, { reason });
}
