import type { FormRow } from "../api/forms";
import type { ODataRow } from "../api/http";
import type { Column, Table } from "../api/metadata-types";
import { accessTo, readRecord, type AccessRight } from "../api/records";
import type { Session } from "../api/session";
import type { FormState } from "../ribbon/context";
import { Observable } from "../util/observable";
import { AttributeModel } from "./attribute-model";
import { AreaModel, ControlModel } from "./control-model";
import type { CellDefinition, FormDefinition } from "./definition";
import { allCells } from "./parse-form-xml";
import { fromRow, type AttributeValue } from "./values";

export type NotificationLevel = "ERROR" | "WARNING" | "INFO";
export interface FormNotification {
  readonly id: string;
  readonly text: string;
  readonly level: NotificationLevel;
}

export type SaveHandler = (event: { readonly mode: number; prevented: boolean }) => unknown;

/** What the platform gives a new row by itself, shown before it does so. */
function initialValue(column: Column, session: Session): AttributeValue {
  if (column.logicalName === "ownerid") {
    return [{ id: session.userId, name: session.fullName, entityType: "systemuser" }];
  }
  if (column.type === "State") return 0;
  if (column.type === "Status") return column.choices?.find((choice) => choice.state === 0)?.value ?? null;
  return column.defaultChoice ?? null;
}

/** The open record on its form. Components and `formContext` are two views of this one object. */
export class FormModel extends Observable {
  readonly attributes = new Map<string, AttributeModel>();
  readonly controls: ControlModel[] = [];
  readonly tabs: AreaModel[];
  readonly sections: AreaModel[] = [];
  readonly saveHandlers: SaveHandler[] = [];
  readonly loadHandlers: (() => unknown)[] = [];
  readonly postSaveHandlers: (() => unknown)[] = [];
  notifications: readonly FormNotification[] = [];
  /** Goes before the ids of elements, so that a form in a dialog does not repeat those of the page under it. */
  idPrefix = "";
  activeTab: string;
  row: ODataRow = {};
  access: ReadonlySet<AccessRight> | undefined;
  saving = false;
  /** Grows when the ribbon has to be evaluated again. */
  ribbonRevision = 0;

  constructor(
    readonly session: Session,
    readonly table: Table,
    readonly form: FormRow,
    readonly definition: FormDefinition,
    public id: string | null,
  ) {
    super();
    this.tabs = definition.tabs.map((tab) => {
      const area = new AreaModel(tab.name, tab.label, tab.visible);
      for (const section of tab.columns.flatMap((column) => column.sections)) {
        this.sections.push(new AreaModel(section.name, section.label, section.visible, area));
        for (const cell of section.rows.flat()) this.addControl(cell, section.name, "body");
      }
      return area;
    });
    for (const cell of definition.header) this.addControl(cell, "", "header");
    for (const cell of definition.footer) this.addControl(cell, "", "footer");
    this.activeTab = this.tabs.find((tab) => tab.visible)?.name ?? "";
    // The primary name and state belong to every record, on the form or not.
    for (const name of [table.primaryName, "statecode", "statuscode", "ownerid"]) this.addAttribute(name);
    for (const custom of allCells(definition).map((cell) => cell.control?.custom)) {
      for (const parameter of Object.values(custom?.parameters ?? {})) {
        if (!parameter.static) this.addAttribute(parameter.value);
      }
    }
  }

  private addAttribute(name: string | undefined): AttributeModel | undefined {
    const column = name ? this.table.columns.get(name) : undefined;
    if (!column) return undefined;
    const known = this.attributes.get(column.logicalName);
    if (known) return known;
    const attribute = new AttributeModel(column, () => this.notify());
    this.attributes.set(column.logicalName, attribute);
    return attribute;
  }

  private addControl(cell: CellDefinition, section: string, area: "header" | "body" | "footer"): void {
    if (!cell.control) return;
    this.controls.push(
      new ControlModel(cell, cell.control, this.addAttribute(cell.control.column), section, area),
    );
  }

  get isNew(): boolean {
    return this.id === null;
  }

  get dirtyAttributes(): AttributeModel[] {
    return [...this.attributes.values()].filter((a) => a.submitMode !== "never" && a.isDirty);
  }

  get isDirty(): boolean {
    return this.dirtyAttributes.length > 0;
  }

  get state(): FormState {
    if (this.isNew) return "Create";
    if (this.attributes.get("statecode")?.value === 1) return "Disabled";
    return this.access && !this.access.has("Write") ? "ReadOnly" : "Existing";
  }

  /** The record's name as saved; empty for a new one. */
  get primaryName(): string {
    return String(this.attributes.get(this.table.primaryName)?.initial ?? "");
  }

  /** Whether a field can be edited: not locked by the form, by the column, by the record's state or by rights. */
  isEditable(control: ControlModel): boolean {
    const column = control.attribute?.column;
    if (control.disabled || !column) return false;
    if (this.isNew) return column.canCreate;
    return this.state === "Existing" && column.canUpdate;
  }

  /** Reads the record (or starts a new one with `defaults`) and forgets edits. */
  async load(defaults: ReadonlyMap<string, AttributeValue> = new Map()): Promise<void> {
    if (this.id === null) {
      this.row = {};
      for (const attribute of this.attributes.values())
        attribute.load(initialValue(attribute.column, this.session));
      for (const [name, value] of defaults) this.attributes.get(name)?.set(value);
    } else {
      const [row, access] = await Promise.all([
        readRecord(this.table, this.id),
        accessTo(this.table, this.id, this.session.userId),
      ]);
      this.row = row;
      this.access = access;
      for (const attribute of this.attributes.values()) attribute.load(fromRow(row, attribute.column));
    }
    this.refreshRibbon();
  }

  refreshRibbon(): void {
    this.ribbonRevision += 1;
    this.notify();
  }

  setNotification(notification: FormNotification): void {
    this.notifications = [...this.notifications.filter((n) => n.id !== notification.id), notification];
    this.notify();
  }

  clearNotification(id: string): boolean {
    const before = this.notifications.length;
    this.notifications = this.notifications.filter((n) => n.id !== id);
    this.notify();
    return this.notifications.length < before;
  }

  selectTab(name: string): void {
    this.activeTab = name;
    this.notify();
  }
}
