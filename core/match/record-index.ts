import type { Row, SystemRecord } from "../records";
import type { CompiledRules } from "./compile";
import type { Like } from "./types";

/** Records of a system by their key under each group: a row is compared with the records that fit, not with all of them. */
export interface RecordIndex {
  /** Takes a record in, or what became of it; call it page by page, only keys and ids are kept. */
  add(record: Pick<SystemRecord, "id" | "values">): void;
  /** The records that fit a row under any group, each once, in the order they came. */
  like(row: Pick<Row, "values">): readonly Like[];
}

export function createRecordIndex(rules: CompiledRules): RecordIndex {
  const groups = rules.groups.map((group) => ({ group, records: new Map<string, Set<string>>() }));
  const keysOf = new Map<string, readonly (readonly string[])[]>();
  return {
    add(record) {
      keysOf.get(record.id)?.forEach((keys, at) => {
        for (const key of keys) groups[at]!.records.get(key)?.delete(record.id);
      });
      const keysNow = groups.map(({ group }) => group.recordKeys(record));
      keysOf.set(record.id, keysNow);
      keysNow.forEach((keys, at) => {
        const { records } = groups[at]!;
        for (const key of keys) {
          const ids = records.get(key);
          if (ids) ids.add(record.id);
          else records.set(key, new Set([record.id]));
        }
      });
    },
    like(row) {
      const weakly = new Map<string, boolean>();
      for (const { group, records } of groups) {
        const key = group.rowKey(row);
        for (const id of key === null ? [] : (records.get(key) ?? []))
          weakly.set(id, (weakly.get(id) ?? true) && group.weak);
      }
      return [...weakly].map(([id, weak]) => ({ id, weakly: weak }));
    },
  };
}
