import type { End } from "../invariants";
import { columnOf, type Typed } from "../people";
import type { Work } from "../sight";

/** A person has answered a question about this record, or about the one it is joined to. */
export function hasDecided({ world, ledger }: End, record: string): boolean {
  return [record, ...ledger.partnersOf(record)].some((each) => world.decided.has(each));
}

/** A run that is taken back restores what stood there before it, or removes what it created. */
export function wasTakenBack(
  { world, ledger }: End,
  { record, field }: Pick<Typed, "record" | "field">,
): boolean {
  const undoes = (work: Work | null) => work !== null && world.isUndo(work);
  return [record, ...ledger.partnersOf(record)].some(
    (each) =>
      [field, columnOf(field)].some((name) =>
        ledger.historyOf(each, name).some((held) => undoes(held.work)),
      ) || ledger.deeds.some((deed) => deed.record === each && deed.what === "removed" && undoes(deed.work)),
  );
}
