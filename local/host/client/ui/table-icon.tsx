import * as React from "react";
import {
  ArrowSyncCircle20Regular,
  Building20Regular,
  Flash20Regular,
  LinkMultiple20Regular,
  Mail20Regular,
  Map20Regular,
  Person20Regular,
  PersonLink20Regular,
  PlugConnected20Regular,
  PuzzlePiece20Regular,
  TaskListSquareLtr20Regular,
  Warning20Regular,
  type FluentIcon,
} from "@fluentui/react-icons";

/** Icons of standard tables. A custom table shows the puzzle piece, unless its name tells what it holds. */
const ICONS: Readonly<Record<string, FluentIcon>> = {
  contact: Person20Regular,
  account: Building20Regular,
  email: Mail20Regular,
  systemuser: Person20Regular,
  task: TaskListSquareLtr20Regular,
};

/** By the last part of a custom table's name, as app makers choose icons for common words. */
const BY_WORD: Readonly<Record<string, FluentIcon>> = {
  link: LinkMultiple20Regular,
  run: ArrowSyncCircle20Regular,
  issue: Warning20Regular,
  operation: Flash20Regular,
  connection: PlugConnected20Regular,
  mapping: Map20Regular,
  usermapping: PersonLink20Regular,
};

export const TableIcon: React.FC<{ readonly table: string }> = ({ table }) => {
  const Icon = ICONS[table] ?? BY_WORD[table.split("_").pop() ?? ""] ?? PuzzlePiece20Regular;
  return <Icon aria-hidden="true" />;
};
