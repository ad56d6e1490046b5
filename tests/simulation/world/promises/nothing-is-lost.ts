import { EPOCH } from "../../time/scheduler";
import type { End } from "../invariants";
import type { Typed } from "../people";
import { columnOf } from "../people";
import { carries, rulesOf } from "./both-sides-agree";
import { hasDecided, wasTakenBack } from "./overruled";

/**
 * The last value somebody typed into a field stands there still; or a value that somebody typed on the other side has taken
 * its place by the mapping's rules; or a person had it taken back. And no record was deleted that held what the other never had.
 */
export function checkLosses(end: End): readonly string[] {
  const { sight } = end.world;
  const knowable = lastTyped(end.people.typed).filter(
    ({ side, record, field, on }) => side === "dataverse" || !sight.couldNotBeKnown(record, field, on),
  );
  return knowable.flatMap((typed) =>
    end.ledger.gone.has(typed.record) ? lostWithRecord(end, typed) : lostInPlace(end, typed),
  );
}

/** What the record's side of a field was when it was last agreed on, before this was typed; with each contact it was ever joined to. */
function agreedOn({ ledger, world }: End, { field, on, record, side }: Typed): readonly (string | null)[] {
  const contacts = side === "wave" ? [record] : ledger.partnersOf(record);
  return contacts.flatMap((contact) => {
    const last = (world.bases.get(contact) ?? []).filter((each) => each.on <= on).at(-1)?.base;
    const values = side === "wave" ? last?.system : last?.dataverse;
    return values && field in values ? [values[field] as string | null] : [];
  });
}

/** The last of each field of each record. */
function lastTyped(typed: readonly Typed[]): readonly Typed[] {
  return [...new Map(typed.map((each) => [`${each.record}/${each.field}`, each])).values()];
}

function lostInPlace(end: End, typed: Typed): readonly string[] {
  const { world, people, ledger } = end;
  const now =
    typed.side === "wave"
      ? people.waveValue(typed.record, typed.field)
      : people.rowValue(typed.record, typed.field);
  if (typed.value === null || now === typed.value) return [];
  // A person's word stands above all rules.
  if (hasDecided(end, typed.record) || wasTakenBack(end, typed)) return [];
  // Who merges two rows in Dynamics decides whose values stay: the link follows the master, and so does what it holds.
  if (ledger.partnersOf(typed.record).some((record) => people.merged.has(record))) return [];
  // Typed back to what was agreed on: then nothing has changed there.
  if (agreedOn(end, typed).includes(typed.value)) return [];
  const line = world.mapping.lines.find((each) => each.id === typed.field)!;
  const tell = (why: string) => [
    `Lost: "${typed.value}", typed in ${typed.side} ${typed.record} at ${typed.on - EPOCH}, is now "${now}": ${why} (${rulesOf(line)}).`,
  ];
  const others = othersOf(end, typed).filter((each) => each.value === now);
  const by = others.at(-1);
  if (!by) {
    // Her row was deleted and made anew by another system: what the other side holds was typed into the first one.
    const before = people.typed.some(
      (each) => each.field === typed.field && each.value === now && isOfFormerRow(end, each, typed),
    );
    const loses = line.conflict === (typed.side === "wave" ? "dataverse" : "system");
    return before && loses ? [] : tell("nobody typed that on the other side");
  }
  const { toDataverse, toWave } = carries(world, line);
  if (!(typed.side === "wave" ? toWave : toDataverse)) return tell("the line does not write there");
  // Whoever typed it saw the value and replaced it.
  const later = othersOf(end, typed).filter((each) => each.record === by.record && each.order > typed.order);
  if (later.some((each) => each.before === typed.value)) return [];
  const agreed = typed.on > (world.agreedOn.get(`${typed.record}/${by.record}`) ?? Infinity);
  if (agreed && cameFrom(end, by, typed) && by.order < typed.order && !typedAgain(end, by, typed))
    return tell("what had been replaced knowingly came back");
  if (line.writeRule === "onlyWhenEmpty" && typed.before !== null) return tell("it was not empty");
  if (stoodThere(end, by, typed)) return [];
  if (line.conflict === "ask") return tell("nobody was asked");
  if (line.conflict === "system" && typed.side === "wave") return tell("Wave was to win");
  if (line.conflict === "dataverse" && typed.side === "dataverse") return tell("Dynamics was to win");
  if (line.conflict === "newest" && isOlder(end, by, typed)) return tell("the older one has won");
  return [];
}

/**
 * Nobody has touched the other record since a second before this was typed, nor a connector, whose writes count in Wave as any
 * other's: then this was the newer one.
 */
function isOlder({ ledger, people }: End, by: Typed, typed: Typed): boolean {
  const second = Math.floor(typed.on / 1_000) * 1_000;
  const last = [
    ...people.typed.filter((each) => each.record === by.record),
    ...ledger.deeds.filter((each) => each.record === by.record && by.side === "wave"),
  ];
  return Math.max(...last.map(({ on }) => on)) < second;
}

/**
 * She typed the very value that had stood in the other record until it was replaced there: the two are read one after the other, and
 * whoever read that one before found them to be the same.
 */
function stoodThere({ ledger }: End, by: Typed, { field, on, value }: Typed): boolean {
  const name = by.side === "wave" ? field : columnOf(field);
  const before = ledger.historyOf(by.record, name).filter((held) => held.on <= on);
  return before.at(-1)?.value === value || before.at(-2)?.value === value;
}

/** What was replaced had been brought by a connector; a value that people typed on both sides says nothing of either. */
function cameFrom({ ledger }: End, by: Typed, { before, field, on, record, side }: Typed): boolean {
  const name = side === "wave" ? field : columnOf(field);
  return (
    before === by.value &&
    ledger.historyOf(record, name).some((held) => held.on <= on && held.value === before && !held.byPeople)
  );
}

/** Somebody on the other side typed after it; then both changed, whatever stands there now. */
function typedAgain(end: End, by: Typed, typed: Typed): boolean {
  return othersOf(end, typed).some((each) => each.order > typed.order && each.record === by.record);
}

/** What was typed into the same field of the records this one was ever linked with, or was about to be. */
function othersOf({ people, ledger }: End, typed: Typed): readonly Typed[] {
  const partners = new Set(ledger.partnersOf(typed.record));
  const owner = ledger.owners.get(typed.record);
  return people.typed.filter(
    (each) =>
      each.field === typed.field &&
      each.side !== typed.side &&
      (partners.has(each.record) || ledger.owners.get(each.record) === owner),
  );
}

function isOfFormerRow({ ledger }: End, { record, side }: Typed, now: Typed): boolean {
  const isSame = ledger.owners.get(record) === ledger.owners.get(now.record);
  return isSame && side === now.side && record !== now.record && ledger.gone.has(record);
}

function lostWithRecord(end: End, typed: Typed): readonly string[] {
  const { world, ledger } = end;
  if (ledger.gone.get(typed.record)!.byPeople || typed.value === null) return [];
  if (hasDecided(end, typed.record) || wasTakenBack(end, typed)) return [];
  const line = world.mapping.lines.find((each) => each.id === typed.field)!;
  const { toDataverse, toWave } = carries(world, line);
  if (!(typed.side === "wave" ? toDataverse : toWave) || line.writeRule === "onlyWhenEmpty") return [];
  const name = typed.side === "wave" ? columnOf(typed.field) : typed.field;
  const arrived = ledger
    .partnersOf(typed.record)
    .some((record) => ledger.historyOf(record, name).some((held) => held.value === typed.value));
  const overruled =
    ledger.historyOf(typed.record, typed.side === "wave" ? typed.field : columnOf(typed.field)).at(-1)
      ?.value !== typed.value;
  // The other side held something else there, and the line's policy had let that stand.
  const settled = line.conflict !== "ask" && othersOf(end, typed).length > 0;
  if (arrived || overruled || settled) return [];
  return [
    `Lost: "${typed.value}" was deleted together with ${typed.side} ${typed.record}, and the other side never had it.`,
  ];
}
