import type { Kernel } from "../../contracts";
import type { Column } from "../../metadata/types";
import { allPrivilegeNames, TABLE_PRIVILEGES } from "../../security/privilege-names";
import type { PackagedTable, SolutionPackage } from "../read/types";

/** What will be there once the package is in: its own components and those of the environment. */
export class Environment {
  private readonly tables: ReadonlyMap<string, PackagedTable>;

  constructor(
    readonly kernel: Kernel,
    readonly solution: SolutionPackage,
  ) {
    this.tables = new Map(solution.tables.map((table) => [table.logicalName, table]));
  }

  get baseLanguage(): number {
    return this.kernel.organization.baseLanguage;
  }

  hasTable(name: string): boolean {
    return this.kernel.model.table(name) !== undefined || this.tables.get(name)?.defines === true;
  }

  column(table: string, name: string): Pick<Column, "logicalName" | "type" | "maxLength"> | undefined {
    const own = this.tables.get(table)?.input.columns?.find((column) => column.logicalName === name);
    return own ?? this.kernel.model.column(table, name) ?? this.systemColumn(table, name);
  }

  hasChoice(name: string): boolean {
    return (
      this.solution.choices.some((choice) => choice.name === name) ||
      this.kernel.model.choice(name) !== undefined
    );
  }

  hasWebResource(name: string): boolean {
    return (
      this.solution.webResources.some((one) => one.name === name) ||
      this.kernel.store.findBy("webresource", "name", name).length > 0
    );
  }

  hasControl(name: string): boolean {
    return this.controlProperties(name) !== undefined;
  }

  /** Properties of a control, of the package or installed; undefined when there is none of that name. */
  controlProperties(
    name: string,
  ): readonly { readonly name: string; readonly required: boolean }[] | undefined {
    const own = this.solution.controls.find((control) => control.name === name);
    if (own !== undefined) return own.properties;
    return this.kernel.store.findBy("customcontrol", "name", name).length > 0 ? [] : undefined;
  }

  hasRow(table: string, id: string): boolean {
    return this.kernel.store.get(table, id) !== undefined;
  }

  hasPrivilege(name: string): boolean {
    return this.privileges().has(name.toLowerCase());
  }

  private known: ReadonlySet<string> | undefined;
  private privileges(): ReadonlySet<string> {
    this.known ??= new Set(
      [
        ...allPrivilegeNames(this.kernel.model),
        ...this.solution.tables
          .filter((table) => table.defines)
          .flatMap((table) =>
            TABLE_PRIVILEGES.map((one) => `prv${one}${table.input.schemaName ?? table.logicalName}`),
          ),
      ].map((name) => name.toLowerCase()),
    );
    return this.known;
  }

  /** Columns the platform adds to every table it makes. */
  private systemColumn(table: string, name: string): Pick<Column, "logicalName" | "type"> | undefined {
    const everywhere = this.kernel.model.column("contact", name);
    const isOwn = this.tables.get(table)?.defines === true;
    return isOwn && everywhere !== undefined && SYSTEM_COLUMNS.has(name) ? everywhere : undefined;
  }
}

const SYSTEM_COLUMNS = new Set([
  "createdon",
  "createdby",
  "modifiedon",
  "modifiedby",
  "ownerid",
  "owninguser",
  "owningteam",
  "owningbusinessunit",
  "statecode",
  "statuscode",
  "versionnumber",
]);
