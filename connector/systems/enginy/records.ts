import { standInFor } from "../../../core/ids/usable-id";
import type { SystemFields } from "../../../core/mapping/system-fields";
import type { SystemRecord } from "../../../core/records";
import type { Clock } from "../../clock/clock";
import type { ListRequest, SystemCall, SystemObject, SystemPage } from "../contract/object";
import { SystemError } from "../contract/system-error";
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
}

/**
 * Records of Enginy, whichever they are. All that Enginy's documentation gives is a search: by page, and by id through its `include`
 * filter. So there is nothing to write with, and what changed is found by reading all.
 */
export class EnginyRecords implements SystemObject {
  readonly name: string;
  private known: {
    readonly fields: SystemFields;
    readonly made: readonly string[];
    readonly on: number;
  } | null = null;

  constructor(
    private readonly kind: EnginyKind,
    private readonly send: Send,
    private readonly clock: Clock,
  ) {
    this.name = kind.name;
  }

  async fields(call: SystemCall): Promise<SystemFields> {
    return (await this.allFields(call)).fields;
  }

  /**
   * One page. Pages are numbered, so that what is deleted while they are read moves what follows it one page ahead: where the total has
   * fallen since the page before, that page is read again.
   */
  async list({ pageSize, cursor }: ListRequest, call: SystemCall): Promise<SystemPage> {
    const size = Math.min(pageSize, PAGE_SIZE);
    const at = cursor === undefined ? FIRST : readCursor(cursor);
    const { records, total } = await this.page({ page: at.page, pageSize: size }, call);
    const moved = at.total !== null && total < at.total && at.page > 1;
    const again = moved ? await this.page({ page: at.page - 1, pageSize: size }, call) : null;
    const isLast = at.page * size >= total || records.length === 0;
    return {
      records: [...(again?.records ?? []), ...records],
      next: isLast ? null : writeCursor({ page: at.page + 1, total }),
      total,
    };
  }

  /** Enginy has no filter by time: all are read, and those that changed are given. */
  async listChanged(since: string, request: ListRequest, call: SystemCall): Promise<SystemPage> {
    const { records, next } = await this.list(request, call);
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
      const { records } = await this.page({ page: 1, pageSize: PAGE_SIZE, include }, call);
      found.push(...records.filter(({ id }) => some.includes(id)));
    }
    return found;
  }

  private async page(
    asked: { readonly page: number; readonly pageSize: number; readonly include?: object },
    call: SystemCall,
  ): Promise<{ readonly records: readonly SystemRecord[]; readonly total: number }> {
    const { fields, made } = await this.allFields(call);
    const body = { ...asked, ...(made.length > 0 ? { fields: made } : {}) };
    const answer = read(pageFrame, await this.send({ endpoint: this.kind.search, body }, call), "a page");
    return { records: answer.data.map((json) => this.toRecord(json, fields)), total: answer.meta.total };
  }

  private async allFields(call: SystemCall): Promise<NonNullable<EnginyRecords["known"]>> {
    if (this.known && this.clock.elapsed() - this.known.on < FIELDS_MS) return this.known;
    const answers = await Promise.all(
      MADE_BY_PEOPLE.map(async (fieldType) => {
        const query = { fieldType, limit: "100" };
        const answer = await this.send({ endpoint: this.kind.fields, query }, call);
        return read(fieldsFrame, answer, "the list of fields").data.fields;
      }),
    );
    const made = answers.flat();
    this.known = {
      fields: this.kind.fieldsFrom(made),
      made: made.map(({ id }) => id),
      on: this.clock.elapsed(),
    };
    return this.known;
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
    return { id, values: valuesOf(members, fields), ...(changed === null ? {} : { modifiedOn: changed }) };
  }
}

interface Cursor {
  readonly page: number;
  /** How many there were when the page before was read. */
  readonly total: number | null;
}

const FIRST: Cursor = { page: 1, total: null };

const writeCursor = ({ page, total }: Cursor): string => `${page}/${total}`;

function readCursor(text: string): Cursor {
  const [, page, total] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  if (page !== undefined && total !== undefined) return { page: Number(page), total: Number(total) };
  throw new SystemError("SYSTEM_REJECTED", "The cursor of a list of Enginy's has an unknown form.", {
    reason: "The cursor of the list has an unknown form.",
  });
}
