import { Observable } from "../util/observable";
import type { AttributeModel } from "./attribute-model";
import type { CellDefinition, ControlDefinition } from "./definition";
import type { GridModel } from "../grid/grid-model";

/** A message under a field, by the id its setter chose. */
export interface ControlNotification {
  readonly id: string;
  readonly text: string;
  readonly level: "ERROR" | "RECOMMENDATION";
}

/** A control on the form: a field, a custom control, or a subgrid. */
export class ControlModel extends Observable {
  label: string;
  visible: boolean;
  /** Set by the form's design or by scripts; privileges come on top. */
  disabled: boolean;
  notifications: readonly ControlNotification[] = [];
  /** Set for a subgrid once it is on the screen. */
  grid: GridModel | undefined;
  /** Puts the keyboard into the field; set by the component on the screen. */
  focus: () => void = () => undefined;

  constructor(
    readonly cell: CellDefinition,
    readonly definition: ControlDefinition,
    readonly attribute: AttributeModel | undefined,
    readonly sectionName: string,
    readonly area: "header" | "body" | "footer",
  ) {
    super();
    this.label = cell.label ?? attribute?.column.label ?? definition.id;
    this.visible = cell.visible;
    this.disabled = definition.disabled;
  }

  /** FormXml already calls header and footer controls `header_<column>`, `footer_<column>`. */
  get name(): string {
    return this.definition.id;
  }

  get showLabel(): boolean {
    return this.cell.showLabel;
  }

  update(change: Partial<Pick<ControlModel, "label" | "visible" | "disabled">>): void {
    Object.assign(this, change);
    this.notify();
  }

  addNotification(notification: ControlNotification): void {
    this.notifications = [...this.notifications.filter((n) => n.id !== notification.id), notification];
    this.notify();
  }

  /** Clears one message, or all without an id; says whether there was any. */
  clearNotification(id?: string): boolean {
    const before = this.notifications.length;
    this.notifications = id === undefined ? [] : this.notifications.filter((n) => n.id !== id);
    this.notify();
    return this.notifications.length < before;
  }
}

/** A tab or a section: can be hidden and renamed. */
export class AreaModel extends Observable {
  constructor(
    readonly name: string,
    public label: string,
    public visible: boolean,
    readonly parent?: AreaModel,
  ) {
    super();
  }

  update(change: Partial<Pick<AreaModel, "label" | "visible">>): void {
    Object.assign(this, change);
    this.notify();
  }
}
