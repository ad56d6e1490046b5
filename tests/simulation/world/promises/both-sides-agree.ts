import type { MappingLine } from "../../../../core/mapping/types";
import type { Side } from "../../../../core/merge/types";
import { EPOCH } from "../../time/scheduler";
import type { End } from "../invariants";
import * as schema from "../../../../core/generated/schema";
import { hasOpenIssue, isLive, shownLinks, type ShownLink } from "../links";
import { columnOf } from "../people";
import { hasDecided, wasTakenBack } from "./overruled";
import { EDITED } from "../settings";
import type { World } from "../world";

const { Conflict, Failed, NeedsAttention, Parked } = schema.SyncStatus;
const TOLD: ReadonlySet<number> = new Set([Conflict, Failed, NeedsAttention, Parked]);

/** What may be written where, as the mapping says. */
export function carries(world: World, line: MappingLine) {
  const { direction } = world.mapping;
  return {
    toDataverse: direction !== "toSystem" && line.direction !== "toSystem",
    toWave: direction !== "toDataverse" && line.direction !== "toDataverse",
  };
}

/**
 * Linked records hold the same, or a rule says why they do not, or it is told where people see it. `onlyTyped`: of fields alone in
 * which somebody typed since the beginning. An import writes to Dynamics only; what it found there goes to Wave with the
 * next comparison.
 */
export function checkAgreement(end: End, onlyTyped = false): readonly string[] {
  const { world, people } = end;
  return shownLinks(world)
    .filter(isLive)
    .filter((link) => !TOLD.has(link.status) && !hasOpenIssue(world, link.externalId))
    .flatMap((link) => {
      const row = world.store.get("contact", link.recordId);
      const contact = world.wave.store.all().find((each) => each.id === link.externalId);
      if (!row || !contact) return [`Disagreeing: ${named(link)} is shown as linked, but one side is gone.`];
      if (row.values.statecode !== 0) return [];
      return EDITED.flatMap(({ field }) => {
        const line = world.mapping.lines.find((each) => each.id === field)!;
        const [wave, dataverse] = [people.waveValue(contact.id, field), people.rowValue(row.id, field)];
        if (wave === dataverse || isAsTheRulesSay(end, link, line, wave, dataverse)) return [];
        const typed = people.typed.filter(
          (each) => [contact.id, row.id].includes(each.record) && each.field === field,
        );
        if (onlyTyped && typed.every(({ on }) => on === EPOCH)) return [];
        // What was taken back differs from the other side for good: nobody may write it again.
        if (wasTakenBack(end, { record: row.id, field })) return [];
        return [
          `Disagreeing: ${named(link)} ${field}: Wave "${wave}", Dynamics "${dataverse}" (${rulesOf(line)}), and nobody is told.`,
        ];
      });
    });
}

function isAsTheRulesSay(
  end: End,
  link: ShownLink,
  line: MappingLine,
  wave: string | null,
  dataverse: string | null,
): boolean {
  const { people, world } = end;
  const { toDataverse, toWave } = carries(world, line);
  if (line.writeRule === "onlyWhenEmpty" || (!toDataverse && !toWave)) return true;
  // Where they had not agreed on anything yet, an empty side only receives.
  const agreed = world.agreedOn.get(`${link.externalId}/${link.recordId}`) ?? Infinity;
  const emptied = (record: string, value: string | null) =>
    value === null &&
    people.typed.some(
      (each) => each.record === record && each.field === line.id && each.value === null && each.on <= agreed,
    );
  if (emptied(link.externalId, wave) || emptied(link.recordId, dataverse)) return true;
  const ends = {
    row: { record: link.recordId, value: dataverse },
    contact: { record: link.externalId, value: wave },
  };
  if (!toWave) return staysAtTheEnd(end, line, ends.contact, ends.row, agreed, "dataverse");
  if (!toDataverse) return staysAtTheEnd(end, line, ends.row, ends.contact, agreed, "system");
  return false;
}

interface Held {
  readonly record: string;
  readonly value: string | null;
}

/**
 * A line that goes one way carries what changes at its source. At its end there stays what somebody typed there, and what was
 * there already when the two were joined (a merge's master, a record whose partner people deleted): until the source changes,
 * and then too, where the line's policy lets the end win.
 */
function staysAtTheEnd(
  end: End,
  line: MappingLine,
  source: Held,
  target: Held,
  joinedOn: number,
  targetSide: Side,
): boolean {
  const { ledger, people } = end;
  const typedAt = ({ record }: Held) =>
    people.typed.filter((each) => each.record === record && each.field === line.id);
  const name = targetSide === "system" ? line.id : columnOf(line.id);
  // A row that people deleted and that was made anew under its id was joined once more, who knows when.
  const joined = people.removed.has(source.record) ? Infinity : joinedOn;
  const before = ledger.historyOf(target.record, name).filter((held) => held.on <= joined);
  const typed = typedAt(target)
    .filter((each) => each.value === target.value)
    .at(-1);
  if (!typed && (before.at(-1)?.value ?? null) !== target.value) return false;
  // An empty source only receives, until a value of it has once arrived.
  const arrived = ledger.historyOf(target.record, name).some((held) => !held.byPeople);
  if (source.value === null && !arrived) return true;
  // A merge brings what had been agreed on along; else, where both held something, the policy decides from the beginning.
  const agreedBefore = source.value === null || [...people.merged.values()].includes(target.record);
  const changes = typedAt(source).filter((each) => each.on > joinedOn || !agreedBefore);
  const changed = changes.at(-1);
  if (!changed || (typed && typed.order > changed.order)) return true;
  // A person's word stands above the policy.
  return line.conflict === targetSide || line.conflict === "newest" || hasDecided(end, target.record);
}

export const rulesOf = (line: MappingLine): string =>
  `${line.direction}, ${line.conflict}, ${line.writeRule}`;
const named = (link: ShownLink): string => `${link.externalId} and row ${link.recordId}`;
