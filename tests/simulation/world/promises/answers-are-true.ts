import * as schema from "../../../../core/generated/schema";
import type { End } from "../invariants";
import type { Deed } from "../ledger";
import type { Work } from "../sight";

/** What runs and operations say they did is what they did; and a preview does nothing. */
export function checkAnswers(end: End): readonly string[] {
  const { world } = end;
  const { crash, freeze, sql } = world.weather;
  const counted = [crash, freeze, sql].every((rate) => rate === 0);
  return [
    ...previewsThatWrote(end),
    // Where something is tried twice, nobody can say afterwards which of the tries a record was written by.
    ...(counted ? [...wrongCounts(end, "runs"), ...wrongCounts(end, "operations")] : []),
  ];
}

function previewsThatWrote({ world, ledger }: End): readonly string[] {
  return ledger.deeds
    .filter(({ work }) => work.queue === "operations" && world.operations.get(work.id) === "preview")
    .map(({ record, work }) => `Preview ${work.id} has written to ${record}.`);
}

function wrongCounts({ ledger, people, world }: End, queue: "runs" | "operations"): readonly string[] {
  const [table, columns] =
    queue === "runs"
      ? (["wave_run", schema.run.columns] as const)
      : (["wave_operation", schema.operation.columns] as const);
  return world.store.rows(table).flatMap(({ id, values }) => {
    const kind = queue === "runs" ? world.runs.get(id)?.kind : world.operations.get(id);
    if (queue === "runs" && values[schema.run.lookups.mapping.column] !== world.mapping.id) return [];
    if (queue === "operations" && world.forAccounts.has(id)) return [];
    // An undo counts what it took back; the other operations are answered with the runs they start.
    if (
      kind === undefined ||
      kind === "undo" ||
      (queue === "operations" && kind !== "push" && kind !== "pull")
    )
      return [];
    const said = (name: "created" | "updated" | "conflict" | "failed" | "skipped") =>
      Number(values[columns[name]] ?? 0);
    const isThis = (work: Work) => isOf(work, queue, id);
    const ended = ledger.deeds.filter((deed) => isThis(endedBy(world, ledger, deed)));
    const deeds = ended.filter(({ work }) => isThis(work));
    // What another work has made, and was interrupted before it could say so, this one may count.
    const adopted = pairs(
      ledger,
      ended.filter(({ what, work }) => what === "created" && !isThis(work)),
    );
    const of = (which: (deed: Deed) => boolean) => pairs(ledger, deeds.filter(which));
    const created = of(({ what }) => what === "created");
    // A run that fails says as much as its journal takes back, also where another work has brought the record to its end.
    const failed = queue === "runs" && values[schema.run.columns.runstatus] === schema.RunStatus.Failed;
    const written = failed ? ledger.deeds.filter(({ work }) => isThis(work)) : deeds;
    const most = pairs(ledger, written) - created;
    const least =
      of((deed) => deed.fields && deed.what === "changed" && !isUnknowable(world, people, deed)) - created;
    const wrong = (what: string) => [`${table} ${id} (${kind}) ${what}.`];
    // Whoever hears nothing of her creation, and finds that people have deleted it since, has created nothing that is there.
    const deleted = pairs(
      ledger,
      deeds.filter(({ record, what }) => what === "created" && people.removed.has(record)),
    );
    if (said("created") > created + adopted || said("created") < created - deleted)
      return wrong(`says ${said("created")} created, and it was ${created}`);
    if (said("updated") > most)
      return wrong(`says ${said("updated")} updated, and no more than ${most} were`);
    if (least > said("updated") + said("conflict") + said("failed"))
      return wrong(`says ${said("updated")} updated, and it was at least ${least}`);
    return [];
  });
}

/**
 * Whoever was interrupted after a write to Wave learns from the record that it arrived. Nobody can who finds the record deleted, before
 * anything was saved of it: it may as well have been deleted before.
 */
function isUnknowable({ bases }: End["world"], people: End["people"], { on, record, side }: Deed): boolean {
  const saved = (bases.get(record) ?? []).some((each) => each.on >= on);
  return side === "wave" && people.removed.has(record) && !saved;
}

/**
 * The work that brought the record of a deed to its end: its own, or another that came first where that one was interrupted. The first
 * to say so counts it.
 */
function endedBy({ bases }: End["world"], ledger: End["ledger"], { on, record, side, work }: Deed): Work {
  const contacts = side === "wave" ? [record] : ledger.partnersOf(record);
  // A row that a merge joins to another contact later has been with its first one until then.
  const [next] = contacts
    .flatMap((contact) => bases.get(contact) ?? [])
    .filter(
      (each) => each.on >= on && (side === "wave" || each.recordId.toLowerCase() === record.toLowerCase()),
    )
    .sort((a, b) => a.on - b.on);
  return next?.work ?? work;
}

const isOf = (work: Work, queue: string, id: string): boolean =>
  work.queue === queue && work.id.toLowerCase() === id.toLowerCase();

/** A contact and its row are one record. */
function pairs(ledger: End["ledger"], deeds: readonly Deed[]): number {
  return new Set(
    deeds.map(({ record, side }) => (side === "dataverse" ? record : (ledger.rowOf(record) ?? record))),
  ).size;
}
