/** Short words for the standard tables' data files: `text("FirstName", "First Name", 50)`. */
import { label, option } from "./defaults";
import type { ColumnInput, Option } from "./types";

type More = Partial<ColumnInput>;

const column = (schemaName: string, display: string, type: ColumnInput["type"], more: More): ColumnInput => ({
  logicalName: schemaName.toLowerCase(),
  schemaName,
  displayName: label(display),
  type,
  ...more,
});

export const text = (schemaName: string, display: string, maxLength: number, more: More = {}): ColumnInput =>
  column(schemaName, display, "String", { maxLength, ...more });
export const email = (schemaName: string, display: string, maxLength = 100): ColumnInput =>
  text(schemaName, display, maxLength, { format: "Email" });
export const phone = (schemaName: string, display: string, maxLength = 50): ColumnInput =>
  text(schemaName, display, maxLength, { format: "Phone" });
export const url = (schemaName: string, display: string, maxLength = 200): ColumnInput =>
  text(schemaName, display, maxLength, { format: "Url" });
export const memo = (schemaName: string, display: string, maxLength = 2000, more: More = {}): ColumnInput =>
  column(schemaName, display, "Memo", { maxLength, ...more });
export const whole = (schemaName: string, display: string, more: More = {}): ColumnInput =>
  column(schemaName, display, "Integer", more);
export const big = (schemaName: string, display: string, more: More = {}): ColumnInput =>
  column(schemaName, display, "BigInt", more);
export const decimal = (schemaName: string, display: string, more: More = {}): ColumnInput =>
  column(schemaName, display, "Decimal", more);
export const double = (schemaName: string, display: string, more: More = {}): ColumnInput =>
  column(schemaName, display, "Double", more);
export const money = (schemaName: string, display: string, more: More = {}): ColumnInput =>
  column(schemaName, display, "Money", more);
export const guid = (schemaName: string, display: string, more: More = {}): ColumnInput =>
  column(schemaName, display, "Uniqueidentifier", more);
export const dateTime = (schemaName: string, display: string, more: More = {}): ColumnInput =>
  column(schemaName, display, "DateTime", more);
export const dateOnly = (schemaName: string, display: string, more: More = {}): ColumnInput =>
  column(schemaName, display, "DateTime", { format: "DateOnly", dateTimeBehavior: "DateOnly", ...more });
export const virtual = (schemaName: string, display: string, more: More = {}): ColumnInput =>
  column(schemaName, display, "Virtual", { validForCreate: false, validForUpdate: false, ...more });
export const entityName = (schemaName: string, display: string, more: More = {}): ColumnInput =>
  column(schemaName, display, "EntityName", { ...more });

/** Yes or no, with the labels and the default. */
export const yesNo = (
  schemaName: string,
  display: string,
  defaultValue = false,
  [no, yes]: readonly [string, string] = ["No", "Yes"],
  more: More = {},
): ColumnInput =>
  column(schemaName, display, "Boolean", { defaultValue, options: [option(0, no), option(1, yes)], ...more });

/** Options from `{ 1: "Any", 2: "Email" }`. */
export const options = (labels: Readonly<Record<number, string>>): readonly Option[] =>
  Object.entries(labels).map(([value, display]) => option(Number(value), display));

export const choice = (
  schemaName: string,
  display: string,
  labels: Readonly<Record<number, string>>,
  more: More = {},
): ColumnInput => column(schemaName, display, "Picklist", { options: options(labels), ...more });

export const lookup = (
  schemaName: string,
  display: string,
  targets: readonly string[],
  more: More = {},
): ColumnInput => column(schemaName, display, "Lookup", { targets, ...more });

/** What the platform fills in and callers may not. */
export const readOnly = (input: ColumnInput): ColumnInput => ({
  ...input,
  validForCreate: false,
  validForUpdate: false,
});

export const required = (
  input: ColumnInput,
  level: ColumnInput["required"] = "SystemRequired",
): ColumnInput => ({
  ...input,
  ...(level === undefined ? {} : { required: level }),
});

/** State and status of a table: states with their default status, statuses with their state. */
export const stateAndStatus = (
  states: Readonly<Record<number, readonly [display: string, defaultStatus: number]>>,
  statuses: Readonly<Record<number, readonly [display: string, state: number]>>,
  more: { readonly stateValidForCreate?: boolean } = {},
): readonly ColumnInput[] => [
  column("StateCode", "Status", "State", {
    required: "SystemRequired",
    validForCreate: more.stateValidForCreate ?? false,
    defaultValue: 0,
    options: Object.entries(states).map(([value, [display, defaultStatus]]) =>
      option(Number(value), display, { defaultStatus, invariantName: display.replaceAll(" ", "") }),
    ),
  }),
  column("StatusCode", "Status Reason", "Status", {
    options: Object.entries(statuses).map(([value, [display, state]]) =>
      option(Number(value), display, { state }),
    ),
    defaultValue: states[0]?.[1] ?? 1,
  }),
];
