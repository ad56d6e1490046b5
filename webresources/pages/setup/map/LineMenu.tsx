import * as React from "react";
import {
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuGroup,
  MenuGroupHeader,
  MenuTrigger,
} from "@fluentui/react-components";
import {
  ArrowDown20Regular,
  ArrowUp20Regular,
  Delete20Regular,
  MoreHorizontal20Regular,
} from "@fluentui/react-icons";
import type { ColumnInfo } from "../../../../core/mapping/columns";
import type { ConflictPolicy, MappingLine, Transformation } from "../../../../core/mapping/types";
import { usePage } from "../page-context";
import type { DraftAction } from "./draft";

interface Props {
  readonly line: MappingLine;
  /** What is known of its column; undefined while it has none. */
  readonly column: ColumnInfo | undefined;
  readonly name: string;
  readonly place: { readonly at: number; readonly of: number };
  readonly change: (action: DraftAction) => void;
}

const CONFLICTS: readonly ConflictPolicy[] = ["system", "dataverse", "newest", "ask"];
/** Changes to a value that need nothing but their name, or a setting that has a usual value. */
const ADDABLE: readonly Transformation[] = [
  { kind: "cut", length: 100 },
  { kind: "case", to: "title" },
  { kind: "phone" },
  { kind: "date", to: "date" },
  { kind: "choice", by: "label" },
  { kind: "owner" },
  { kind: "prefix", text: "wave_" },
  { kind: "lookup", table: "account", keyColumn: "accountnumber" },
];

/** What only columns of some types have a use for. */
const ONLY_FOR: Readonly<Partial<Record<Transformation["kind"], readonly ColumnInfo["type"][]>>> = {
  choice: ["choice", "multiChoice", "state", "status", "boolean"],
  owner: ["owner", "lookup", "customer"],
  prefix: ["string", "memo"],
  lookup: ["lookup", "customer"],
};

const isUseful = ({ kind }: Transformation, column: ColumnInfo | undefined): boolean =>
  column === undefined || (ONLY_FOR[kind]?.includes(column.type) ?? true);

/** What is seldom done to a line: its conflict policy, changes to its value, its place, its end. */
export const LineMenu: React.FC<Props> = ({ change, column, line, name, place }) => {
  const { t } = usePage();
  const to = (patch: Partial<MappingLine>) => change({ type: "change", id: line.id, to: patch });
  const used = new Set(line.transformations.map(({ kind }) => kind));
  return (
    <Menu
      inline
      checkedValues={{ conflict: [line.conflict] }}
      onCheckedValueChange={(_event, { checkedItems }) => to({ conflict: checkedItems[0] as ConflictPolicy })}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<MoreHorizontal20Regular />} aria-label={t("More_Of", name)} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {line.direction === "both" ? (
            <MenuGroup>
              <MenuGroupHeader>{t("Conflict")}</MenuGroupHeader>
              {CONFLICTS.map((policy) => (
                <MenuItemRadio key={policy} name="conflict" value={policy}>
                  {t(`Conflict_${policy}`)}
                </MenuItemRadio>
              ))}
              <MenuDivider />
            </MenuGroup>
          ) : null}
          <MenuGroup>
            <MenuGroupHeader>{t("Change_Value")}</MenuGroupHeader>
            {ADDABLE.filter((rule) => !used.has(rule.kind) && isUseful(rule, column)).map((rule) => (
              <MenuItem
                key={rule.kind}
                onClick={() => to({ transformations: [...line.transformations, rule] })}
              >
                {t(`Rule_Add_${rule.kind}`)}
              </MenuItem>
            ))}
            <MenuDivider />
          </MenuGroup>
          <MenuItem
            icon={<ArrowUp20Regular />}
            disabled={place.at === 0}
            onClick={() => change({ type: "move", id: line.id, by: -1 })}
          >
            {t("Move_Up")}
          </MenuItem>
          <MenuItem
            icon={<ArrowDown20Regular />}
            disabled={place.at === place.of - 1}
            onClick={() => change({ type: "move", id: line.id, by: 1 })}
          >
            {t("Move_Down")}
          </MenuItem>
          <MenuItem icon={<Delete20Regular />} onClick={() => change({ type: "remove", id: line.id })}>
            {t("Remove_Line")}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
};
