import type { MetadataModel } from "../model";
import type { ManyToManyInput, RelationshipInput, TableInput } from "../types";
import { account, accountRelationships } from "./account";
import { contact, contactRelationships } from "./contact";
import { organization, transactioncurrency } from "./organization";
import * as people from "./people";

const tables: readonly TableInput[] = [
  account,
  contact,
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
];

const relationships: readonly RelationshipInput[] = [
  ...accountRelationships,
  ...contactRelationships,
  ...people.peopleRelationships,
];

const manyToMany: readonly ManyToManyInput[] = [...people.peopleManyToMany];

/** Teaches the model the tables every environment has. */
export const addStandardTables = (model: MetadataModel): void => {
  for (const table of tables) model.addTable(table);
  for (const relationship of relationships) model.addRelationship(relationship);
  for (const relationship of manyToMany) model.addManyToMany(relationship);
};
