import { memo, stateAndStatus } from "./build";
import { PARENTAL } from "./defaults";
import { activityColumns, partyLists, REGARDING } from "./standard/activities";
import type { ColumnInput, RelationshipInput, Table } from "./types";

/** reference/entities/activitypointer: what every activity table that is made gets from it. */
export const customActivityColumns: readonly ColumnInput[] = [
  ...activityColumns(400),
  memo("Description", "Description", 2000),
  ...partyLists(["From", "To", "Cc", "Bcc"]),
  ...stateAndStatus(
    { 0: ["Open", 1], 1: ["Completed", 2], 2: ["Canceled", 3], 3: ["Scheduled", 4] },
    { 1: ["Open", 0], 2: ["Completed", 1], 3: ["Canceled", 2], 4: ["Scheduled", 3] },
  ),
];

/** The relationships that come with it: what it may be about, and its parties (docs: custom-activities). */
export const customActivityRelationships = ({ logicalName: name }: Table): readonly RelationshipInput[] => [
  ...REGARDING.map((target): RelationshipInput => ({
    schemaName: `${target}_${name}s`,
    referencingTable: name,
    referencingColumn: "regardingobjectid",
    referencedTable: target,
    navigation: `regardingobjectid_${target}_${name}`,
    cascade: PARENTAL,
  })),
  {
    schemaName: `${name}_activity_parties`,
    referencingTable: "activityparty",
    referencingColumn: "activityid",
    referencedTable: name,
    navigation: `activityid_${name}`,
    cascade: { delete: "Cascade" },
  },
];
