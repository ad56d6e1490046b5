import type { MappingLine } from "../../../../core/mapping/types";
import type { End } from "../invariants";
import * as schema from "../../../../core/generated/schema";
import { hasOpenIssue, isLive, shownLinks, type ShownLink } from "../links";
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

/** Linked records hold the same, or a rule says why they do not, or it is told where people see it. */
export function checkAgreement(end: End): readonly string[] {
  const { world, people } = end;
  // What was taken back differs from the other side for good: nobody may write it again.
  if (world.asked.has("undoRun")) return [];
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
        return [
          `Disagreeing: ${named(link)} ${field}: Wave "${wave}", Dynamics "${dataverse}" (${rulesOf(line)}), and nobody is told.`,
        ];
      });
    });
}

function isAsTheRulesSay(
  { world, people }: End,
  link: ShownLink,
  line: MappingLine,
  wave: string | null,
  dataverse: string | null,
): boolean {
  const { toDataverse, toWave } = carries(world, line);
  if (line.writeRule === "onlyWhenEmpty" || (!toDataverse && !toWave)) return true;
  const typed = (record: string, value: string | null) =>
    people.typed.some((each) => each.record === record && each.field === line.id && each.value === value);
  // Where they had not agreed on anything yet, an empty side only receives.
  const agreed = world.agreedOn.get(`${link.externalId}/${link.recordId}`) ?? Infinity;
  const emptied = (record: string, value: string | null) =>
    value === null &&
    people.typed.some(
      (each) => each.record === record && each.field === line.id && each.value === null && each.on <= agreed,
    );
  if (emptied(link.externalId, wave) || emptied(link.recordId, dataverse)) return true;
  // A line that goes one way leaves alone what somebody typed at its end, or chose there when she merged two rows.
  const master = [...people.merged.values()].includes(link.recordId);
  if (!toWave) return typed(link.recordId, dataverse) || master;
  // What Wave had from a row that people deleted stays there; the row made anew does not get it on such a line.
  const fromGone = people.typed.some(
    (each) => each.field === line.id && each.value === wave && people.removed.has(each.record),
  );
  if (!toDataverse) return typed(link.externalId, wave) || fromGone;
  return false;
}

export const rulesOf = (line: MappingLine): string =>
  `${line.direction}, ${line.conflict}, ${line.writeRule}`;
const named = (link: ShownLink): string => `${link.externalId} and row ${link.recordId}`;
