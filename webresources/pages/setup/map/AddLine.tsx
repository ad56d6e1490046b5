import * as React from "react";
import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from "@fluentui/react-components";
import { Add20Regular } from "@fluentui/react-icons";
import { CAMPAIGN_FIELDS } from "../../../../core/mapping/campaign-fields";
import type { LineKind, MappingLine } from "../../../../core/mapping/types";
import { usePage } from "../page-context";
import { newLine } from "./draft";
import type { Judging } from "./judge";

interface Props {
  readonly by: Judging;
  readonly lines: readonly MappingLine[];
  readonly onAdd: (line: MappingLine) => void;
}

/** Adds a line of one of the kinds that the system can fill. */
export const AddLine: React.FC<Props> = ({ by, lines, onAdd }) => {
  const { t } = usePage();
  const kinds: readonly LineKind[] = [
    "field",
    "fixed",
    "manual",
    ...(Object.keys(by.fields).some((name) => name in CAMPAIGN_FIELDS) ? (["campaign"] as const) : []),
    ...(by.offers.activities ? (["engagement"] as const) : []),
  ];
  return (
    <Menu inline>
      <MenuTrigger disableButtonEnhancement>
        <Button icon={<Add20Regular />}>{t("Add_Line")}</Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {kinds.map((kind) => (
            <MenuItem
              key={kind}
              subText={t(`Kind_${kind}_Text`)}
              onClick={() => onAdd(newLine(lines, kind, by))}
            >
              {t(`Kind_${kind}`)}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
};
