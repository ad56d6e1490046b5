import * as React from "react";
import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from "@fluentui/react-components";
import { DocumentError } from "../../../../core/mapping/document";
import type { FieldMap } from "../../../../core/mapping/field-map";
import { parseFieldMap } from "../../../../core/mapping/schema/field-map";
import type { MappingRow } from "../data/mapping";
import { usePage } from "../page-context";
import { Problem } from "../ui/Problem";
import { fieldName } from "./names";
import type { SaveState } from "./use-save";

interface Props {
  readonly state: SaveState;
  /** Lines that keep it from being saved; 0 while nobody has tried. */
  readonly broken: number;
  readonly dirty: boolean;
  readonly ours: FieldMap;
  readonly onLoadTheirs: () => void;
}

/** What became of saving. */
export const SaveMessages: React.FC<Props> = ({ broken, dirty, onLoadTheirs, ours, state }) => {
  const { formats, t } = usePage();
  if (broken > 0)
    return (
      <MessageBar intent="error" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{t("Not_Saved")}</MessageBarTitle> {t("Not_Saved_Lines", broken)}
        </MessageBarBody>
      </MessageBar>
    );
  if (state.kind === "failed") return <Problem error={state.error} />;
  if (state.kind === "newer")
    return (
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>
            {t("Newer", state.theirs.changedBy || "–", formats.time(state.theirs.changedOn))}
          </MessageBarTitle>{" "}
          {t("Newer_Text", differences(ours, state.theirs).join(", ") || "–")}
        </MessageBarBody>
        <MessageBarActions>
          <Button onClick={onLoadTheirs}>{t("Load_Theirs")}</Button>
        </MessageBarActions>
      </MessageBar>
    );
  if (state.kind === "saved" && !dirty)
    return (
      <MessageBar intent="success">
        <MessageBarBody>
          <MessageBarTitle>{t("Saved")}</MessageBarTitle> {t("Saved_Text")}
        </MessageBarBody>
      </MessageBar>
    );
  return null;
};

/** Names of the lines that are not the same in both versions. */
function differences(ours: FieldMap, theirs: MappingRow): readonly string[] {
  try {
    const { lines } = parseFieldMap(theirs.fieldMap, theirs.conflict);
    const all = new Map([...lines, ...ours.lines].map((line) => [line.id, line.systemField ?? line.column]));
    const told = (map: readonly FieldMap["lines"][number][], id: string) =>
      JSON.stringify(map.find((line) => line.id === id) ?? null);
    return [...all].flatMap(([id, name]) =>
      told(lines, id) === told(ours.lines, id) ? [] : [fieldName(name)],
    );
  } catch (error) {
    if (error instanceof DocumentError) return [];
    throw error;
  }
}
