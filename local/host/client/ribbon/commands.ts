import type * as React from "react";

/** A button of a command bar, standard or from a solution, ready to show. */
export interface CommandItem {
  readonly id: string;
  readonly label: string;
  readonly tooltip?: string;
  readonly icon?: React.ReactElement;
  readonly run: () => unknown;
  /** Buttons of a flyout. */
  readonly children?: readonly CommandItem[];
  readonly order: number;
}

/** Order of the ribbon's groups in a command bar. */
const GROUPS: readonly string[] = [
  "Save",
  "Management",
  "Actions",
  "Collaborate",
  "Convert",
  "Find",
  "ExportData",
  "ModernClient",
  "Workflow",
];

/** Room for sequences within a group. */
const GROUP_SIZE = 100_000;

/** One number to sort by: the group first, then the button's sequence in it. */
export function orderOf(group: string, sequence: number): number {
  const index = GROUPS.indexOf(group);
  return (index < 0 ? GROUPS.length : index) * GROUP_SIZE + sequence;
}
