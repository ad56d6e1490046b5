import { ACTIVITIES } from "../../../core/mapping/activities";
import type { Mapping } from "../../../core/mapping/types";
import type { IssueRef } from "../../../core/plan/types";
import { writes } from "../../../core/plan/direction";
import type { DataverseCall } from "../../dataverse/call";
import { privilegesOf } from "../../dataverse/privileges";
import type { ConfiguredMapping } from "../../environment/configuration";
import { allowedVersion, saveAllowed } from "../../state/allowed-mappings";
import type { Sync } from "../sync";

/**
 * A mapping reads and writes rows with the connector's rights. So it is used only where whoever changed it last has these
 * rights on every row herself; else anybody who may configure could read and change what is not hers. What we set up ourselves
 * is allowed, and so is a change once it was found to be: its author may leave.
 * @returns what to tell where it is not allowed
 */
export async function refusedMapping(
  { database, runtime }: Pick<Sync, "database" | "runtime">,
  configured: ConfiguredMapping,
  mapping: Mapping,
  call: DataverseCall,
): Promise<IssueRef | null> {
  const { by, version } = configured.changed;
  const { environment } = runtime;
  const allowed = runtime.memory.allowedMappings;
  if (by === environment.userId || allowed.get(configured.id) === version) return null;
  if ((await allowedVersion(database, environment.id, configured.id)) !== version) {
    const refused = await refusedTo(by, runtime, mapping, call);
    if (refused) return refused;
    await saveAllowed(database, environment.id, configured.id, version);
  }
  allowed.set(configured.id, version);
  return null;
}

/** The same of a person and a mapping as it would be. */
export async function refusedTo(
  person: string,
  { client }: Pick<Sync["runtime"], "client">,
  mapping: Pick<Mapping, "direction" | "policies" | "table">,
  call: DataverseCall,
): Promise<IssueRef | null> {
  const held = await privilegesOf(client, person, call);
  const missing = rightsNeeded(mapping).filter((name) => held.get(name.toLowerCase()) !== "Global");
  return missing.length > 0 ? { code: "MAPPING_NOT_ALLOWED", params: { details: missing.join(", ") } } : null;
}

function rightsNeeded({
  direction,
  policies,
  table,
}: Pick<Mapping, "direction" | "policies" | "table">): readonly string[] {
  // The rights for all of them are those for activities.
  const of = ACTIVITIES.has(table) ? "Activity" : `${table[0]!.toUpperCase()}${table.slice(1)}`;
  const toDataverse = writes(direction, "toDataverse");
  return [
    `prvRead${of}`,
    ...(toDataverse ? [`prvWrite${of}`] : []),
    ...(toDataverse && policies.noMatch === "create" ? [`prvCreate${of}`] : []),
    ...(toDataverse && policies.onSystemDelete === "delete" ? [`prvDelete${of}`] : []),
  ];
}
