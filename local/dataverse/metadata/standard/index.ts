import type { MetadataModel } from "../model";
import type { ManyToManyInput, RelationshipInput, TableInput } from "../types";
import { account, accountRelationships } from "./account";
import * as activities from "./activities";
import { contact, contactRelationships } from "./contact";
import { lead, leadRelationships } from "./lead";
import { opportunity, opportunityRelationships } from "./opportunity";
import { organization, organizationRelationships, transactioncurrency } from "./organization";
import * as people from "./people";

const tables: readonly TableInput[] = [
  account,
  contact,
  lead,
  opportunity,
  people.systemuser,
  people.team,
  people.businessunit,
  people.role,
  people.privilege,
  people.roleprivileges,
  people.systemuserroles,
  people.teammembership,
  people.teamroles,
  people.usersettings,
  organization,
  transactioncurrency,
  activities.activitypointer,
  activities.queue,
  activities.email,
  activities.task,
  activities.activityparty,
];

const relationships: readonly RelationshipInput[] = [
  ...accountRelationships,
  ...contactRelationships,
  ...leadRelationships,
  ...opportunityRelationships,
  ...people.peopleRelationships,
  ...organizationRelationships,
  ...activities.activityRelationships,
];

const manyToMany: readonly ManyToManyInput[] = [...people.peopleManyToMany];

/** Teaches the model the tables every environment has. */
export const addStandardTables = (model: MetadataModel): void => {
  for (const table of tables) model.addTable(table);
  for (const relationship of relationships) model.addRelationship(relationship);
  for (const relationship of manyToMany) model.addManyToMany(relationship);
};
