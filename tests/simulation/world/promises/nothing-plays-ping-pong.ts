import { EDITED_OF_LEAD } from "../../enginy/lead-mappings";
import type { End } from "../invariants";
import { columnOf } from "../people";
import { EDITED } from "../settings";

/**
 * Each change that somebody makes is written once to each place, and no more: a field is written at most as often as its person's field was
 * typed elsewhere, once more when two records are joined or a person decides, and as often as a run was taken back.
 */
export function checkWrites({ ledger, people, world }: End): readonly string[] {
  const { leads } = world;
  const owned = [
    ...people.typed
      // What Enginy has brought to a row was typed in Enginy.
      .filter(({ brought }) => !brought)
      .map(({ field, record }) => ({ field, record, owner: ledger.owners.get(record) })),
    ...(leads?.typed ?? []).map(({ field, record }) => ({
      field: field as string,
      record,
      owner: leads!.owners.get(record),
    })),
  ];
  // Two made one take part in what was typed of either.
  const isOf = (owner: string | undefined, record: string) =>
    people.merged.size > 0 || owner === ledger.owners.get(record);
  const decided =
    people.merged.size + [...world.operations.values()].filter((kind) => DECIDES.has(kind)).length;
  return [...ledger.sides].flatMap(([record, side]) =>
    fieldsOf(side).flatMap(({ field, name }) => {
      const writes = ledger
        .historyOf(record, name)
        .filter(({ work }) => work !== null && !world.isUndo(work));
      const undone = ledger.historyOf(record, name).filter(({ work }) => work !== null && world.isUndo(work));
      const typed = owned.filter(
        (each) => each.field === field && each.record !== record && isOf(each.owner, record),
      );
      const most = typed.length + 1 + decided + 2 * undone.length;
      if (writes.length <= most) return [];
      const values = writes.map(({ value }) => `"${value}"`).join(", ");
      return [
        `Ping-pong: ${name} of ${side} ${record} was written ${writes.length} times (${values}), and ${most} would do.`,
      ];
    }),
  );
}

/** A person's word, which may bring a value back that had been written over. */
const DECIDES: ReadonlySet<string> = new Set(["resolve", "push", "pull"]);

function fieldsOf(side: string): readonly { readonly field: string; readonly name: string }[] {
  if (side === "wave") return EDITED.map(({ field }) => ({ field, name: field }));
  const { field, column: name } = EDITED_OF_LEAD[2];
  return [...EDITED.map((each) => ({ field: each.field, name: columnOf(each.field) })), { field, name }];
}
