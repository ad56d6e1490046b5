import type { End } from "../invariants";
import { columnOf } from "../people";
import { EDITED } from "../settings";

/** Whatever an undone run had written goes back to what stood there before that run, to nothing else. */
export function checkUndone({ world, ledger }: End): readonly string[] {
  const records = [...ledger.sides];
  return records.flatMap(([record, side]) =>
    EDITED.flatMap(({ field }) => {
      const name = side === "wave" ? field : columnOf(field);
      const history = ledger.historyOf(record, name);
      return history.flatMap(({ value, work }, at) => {
        const undoes = work && world.isUndo(work) ? world.runs.get(work.id)!.undoes : null;
        if (undoes === null) return [];
        const first = history.findIndex((held) => held.work?.queue === "runs" && held.work.id === undoes);
        if (first < 0 || first > at)
          return [`Undo wrote "${value}" to ${name} of ${record}, where the run had written nothing.`];
        const before = history[first - 1]?.value ?? null;
        // What was typed in Wave after the run had read it was written over, and nobody could have known.
        const known = history
          .slice(0, first)
          .filter((held) => !(held.byPeople && world.sight.couldNotBeKnown(record, field, held.on)));
        return value === before || value === (known.at(-1)?.value ?? null)
          ? []
          : [`Undo wrote "${value}" to ${name} of ${record}, where "${before}" stood before the run.`];
      });
    }),
  );
}
