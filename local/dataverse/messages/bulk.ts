import type { EntityInput, MessageHandler, MessageScope } from "../contracts";
import { badParameter, bulkNotSupported, unexpected } from "../errors";
import { requireTable } from "./rows/table";
import { planUpsert } from "./upsert";

/** Bulk messages: one transaction, all or nothing on these tables (docs: bulk-operations). */

const targetsOf = (input: Readonly<Record<string, unknown>>): readonly EntityInput[] =>
  input["Targets"] as readonly EntityInput[];

/** All rows of one table that has the message; 400 otherwise. */
const checkTargets = (
  message: string,
  targets: readonly EntityInput[],
  table: string,
  scope: MessageScope,
): void => {
  const definition = requireTable(scope.kernel, table);
  if (!definition.bulk) throw bulkNotSupported(message, table);
  if (targets.some((target) => target.table !== table))
    throw badParameter("Targets", `holds rows of another table than '${table}'.`);
};

/** Answers `{ Ids }` in the order of the targets. */
export const createMultiple: MessageHandler = async (request, _context, scope) => {
  const targets = targetsOf(request.input);
  checkTargets("CreateMultiple", targets, request.table ?? "", scope);
  const Ids: string[] = [];
  for (const target of targets) {
    const withId = { ...target, id: target.id ?? scope.kernel.newId() };
    const response = await scope.execute({
      name: "Create",
      table: target.table,
      id: withId.id,
      input: { Target: withId },
    });
    Ids.push(response["id"] as string);
  }
  return { Ids };
};

export const updateMultiple: MessageHandler = async (request, _context, scope) => {
  const targets = targetsOf(request.input);
  checkTargets("UpdateMultiple", targets, request.table ?? "", scope);
  for (const target of targets) {
    const { existing, target: planned } = await planUpsert(target, scope);
    const id = existing?.id ?? planned.id;
    await scope.execute({
      name: "Update",
      table: target.table,
      ...(id === undefined ? {} : { id }),
      input: { Target: { ...planned, ...(id === undefined ? {} : { id }) } },
    });
  }
  return {};
};

/** A row named by an alternate key must not hold the key's columns again: the platform fails (Dataverse-skills, bulk). */
const repeatsKey = ({ keys, values }: EntityInput): boolean =>
  keys !== undefined && Object.keys(keys).some((name) => name in values);

/** Each row is created or updated; the platform raises CreateMultiple and UpdateMultiple for the two parts. */
export const upsertMultiple: MessageHandler = async (request, _context, scope) => {
  const targets = targetsOf(request.input);
  const table = request.table ?? "";
  checkTargets("UpsertMultiple", targets, table, scope);
  const creates: EntityInput[] = [];
  const updates: EntityInput[] = [];
  for (const target of targets) {
    if (repeatsKey(target)) throw unexpected();
    const { existing, target: planned } = await planUpsert(target, scope);
    if (existing === undefined) creates.push(planned);
    else updates.push({ ...planned, id: existing.id });
  }
  if (creates.length > 0) await scope.execute({ name: "CreateMultiple", table, input: { Targets: creates } });
  if (updates.length > 0) await scope.execute({ name: "UpdateMultiple", table, input: { Targets: updates } });
  return {};
};
