import type { Column, RequiredLevel } from "../api/metadata-types";
import { Observable } from "../util/observable";
import { sameValue, type AttributeValue } from "./values";

export type SubmitMode = "always" | "dirty" | "never";

/** One column of the open record: its value, whether it changed, who wants to hear of it. */
export class AttributeModel extends Observable {
  value: AttributeValue = null;
  initial: AttributeValue = null;
  required: RequiredLevel;
  submitMode: SubmitMode = "dirty";
  readonly changeHandlers: ((attribute: AttributeModel) => void)[] = [];

  constructor(
    readonly column: Column,
    /** Tells the form that something changed. */
    private readonly onChange: () => void,
  ) {
    super();
    this.required = column.required;
  }

  get name(): string {
    return this.column.logicalName;
  }

  get isDirty(): boolean {
    return !sameValue(this.value, this.initial);
  }

  get isEmpty(): boolean {
    return sameValue(this.value, null);
  }

  get isRequired(): boolean {
    return this.required === "ApplicationRequired" || this.required === "SystemRequired";
  }

  /** What the server holds: forgets edits. */
  load(value: AttributeValue): void {
    this.initial = value;
    this.value = value;
    this.notify();
  }

  /** A script's change: no handlers run (Client API, setValue). */
  set(value: AttributeValue): void {
    this.value = value;
    this.notify();
    this.onChange();
  }

  /** A person's change: handlers run, unless nothing changed. */
  edit(value: AttributeValue): void {
    if (sameValue(value, this.value)) return;
    this.set(value);
    this.fire();
  }

  fire(): void {
    for (const handler of [...this.changeHandlers]) handler(this);
  }
}
