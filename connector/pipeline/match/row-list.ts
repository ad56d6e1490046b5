import { compileMatchRules, requiredColumns } from "../../../core/match/compile";
import { fnv1a64 } from "../../../core/sync/fnv";
import type { Row } from "../../../core/records";
import { isStaleLink, type ChangesPage } from "../../dataverse/changes";
import type { Json } from "../../dataverse/json";
import { selectOf, toRow } from "../../environment/rows";
import type { Candidate } from "../../state/candidates";
import { ownCall, type Sync } from "../sync";
import type { ListChanges, ListPage, ListSource } from "./kept-list";
import { nameLookups } from "./name-lookups";

/** All active rows of the table, for runs in which many records ask who could be theirs. */
export function rowList(sync: Sync): ListSource {
  const { connection, mapping, runtime, table } = sync;
  const rules = compileMatchRules(mapping);
  const compared = requiredColumns(rules);
  const select = selectOf(table, compared);
  const read = (link: string | null) => runtime.client.changes(table.entitySet, select, link, ownCall(sync));
  const kept = async (rows: readonly Row[]): Promise<readonly Candidate[]> =>
    (await nameLookups(sync, rules, rows)).map(({ id, values }) => ({
      id,
      keys: rules.groups.flatMap((group, at) => {
        const key = group.rowKey({ values });
        return key === null ? [] : [[at, key] as const];
      }),
      held: Object.fromEntries(
        Object.entries(values).filter(([name]) => name.endsWith(".name") || compared.includes(name)),
      ),
    }));
  const rowsOf = (json: readonly Json[]) => json.map((each) => inLowerCase(toRow(table, each)));
  return {
    scope: {
      environmentId: runtime.environment.id,
      connectionId: connection.id,
      object: `row/${table.logicalName}/${mapping.id}`,
    },
    madeWith: fnv1a64(JSON.stringify([mapping.matchRules, select])),
    begin: async () => "",
    async page(cursor): Promise<ListPage> {
      const { rows, next, deltaLink } = await read(cursor);
      const active = rowsOf(rows).filter((row) => row.active !== false);
      return { candidates: await kept(active), next, since: deltaLink };
    },
    async *changes(since): AsyncGenerator<ListChanges | null> {
      for (let link: string | null = since; link !== null;) {
        const page: ChangesPage | null = await read(link).catch((error: unknown) => {
          if (isStaleLink(error)) return null;
          throw error;
        });
        if (page === null) return yield null;
        const rows = rowsOf(page.rows);
        const active = rows.filter((row) => row.active !== false);
        const gone = [...page.removed, ...rows.filter((row) => !active.includes(row)).map(({ id }) => id)];
        yield { candidates: await kept(active), gone, since: page.deltaLink ?? since };
        link = page.next;
      }
    },
  };
}

const inLowerCase = (row: Row): Row => ({ ...row, id: row.id.toLowerCase() });
