import type { ManyToManyRelationship, Navigation, Relationship } from "./types";

/** All relationships, found from either side. */
export class Relationships {
  private readonly byName = new Map<string, Relationship>();
  private readonly manyByName = new Map<string, ManyToManyRelationship>();
  private readonly navigations = new Map<string, Map<string, Navigation>>();

  has(schemaName: string): boolean {
    return this.byName.has(schemaName) || this.manyByName.has(schemaName);
  }

  get(schemaName: string): Relationship | undefined {
    return this.byName.get(schemaName);
  }

  add(relationship: Relationship): void {
    this.byName.set(relationship.schemaName, relationship);
    this.of(relationship.referencingTable).set(relationship.navigation, {
      kind: "one",
      relationship,
      target: relationship.referencedTable,
    });
    this.of(relationship.referencedTable).set(relationship.collection, {
      kind: "many",
      relationship,
      target: relationship.referencingTable,
    });
  }

  addManyToMany(relationship: ManyToManyRelationship): void {
    this.manyByName.set(relationship.schemaName, relationship);
    this.of(relationship.table1).set(relationship.navigation1, {
      kind: "manyToMany",
      relationship,
      target: relationship.table2,
      ownColumn: relationship.column1,
      otherColumn: relationship.column2,
    });
    this.of(relationship.table2).set(relationship.navigation2, {
      kind: "manyToMany",
      relationship,
      target: relationship.table1,
      ownColumn: relationship.column2,
      otherColumn: relationship.column1,
    });
  }

  navigation(table: string, name: string): Navigation | undefined {
    return this.navigations.get(table)?.get(name);
  }

  /** Navigation properties of a table by name. */
  navigationsOf(table: string): ReadonlyMap<string, Navigation> {
    return this.of(table);
  }

  /** Relationships in which `table` holds the lookup. */
  manyToOne(table: string): readonly Relationship[] {
    return [...this.byName.values()].filter((one) => one.referencingTable === table);
  }

  /** Relationships in which others look up `table`. */
  oneToMany(table: string): readonly Relationship[] {
    return [...this.byName.values()].filter((one) => one.referencedTable === table);
  }

  manyToMany(table: string): readonly ManyToManyRelationship[] {
    return [...this.manyByName.values()].filter((one) => one.table1 === table || one.table2 === table);
  }

  /** The relationships of one lookup column: one for each target. */
  ofColumn(table: string, column: string): readonly Relationship[] {
    return this.manyToOne(table).filter((one) => one.referencingColumn === column);
  }

  all(): readonly Relationship[] {
    return [...this.byName.values()];
  }

  allManyToMany(): readonly ManyToManyRelationship[] {
    return [...this.manyByName.values()];
  }

  private of(table: string): Map<string, Navigation> {
    let found = this.navigations.get(table);
    if (found === undefined) this.navigations.set(table, (found = new Map<string, Navigation>()));
    return found;
  }
}
