import type { MappingLine } from "../../core/mapping/types";
import { mapping } from "../../core/generated/schema";
import type { World } from "./world";

/**
 * Changes the lines of the only mapping's field map, as an admin would before the first sync. The connector is started
 * again: it would go by the mapping it knows for some seconds.
 */
export async function changeLines(
  world: World,
  change: (lines: readonly MappingLine[]) => readonly MappingLine[],
): Promise<void> {
  const admin = await world.as("admin");
  const [row] = await admin.list(`${mapping.entitySet}?$select=${mapping.columns.fieldmap}`);
  const map = JSON.parse(String(row?.[mapping.columns.fieldmap])) as { lines: readonly MappingLine[] };
  const text = JSON.stringify({ ...map, lines: change(map.lines) });
  await admin.update(`${mapping.entitySet}(${String(row?.[mapping.primaryId])})`, {
    [mapping.columns.fieldmap]: text,
  });
  await world.killConnector();
  await world.restartConnector();
}
