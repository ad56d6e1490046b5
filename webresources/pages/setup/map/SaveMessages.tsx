import * as React from "react";
import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from "@fluentui/react-components";
import type { MappingRow } from "../data/mapping";
import { usePage } from "../page-context";
import { Problem } from "../ui/Problem";
import type { SaveState } from "./use-save";

interface Props {
  readonly state: SaveState;
  /** Why it was not saved, once somebody has tried. */
  readonly refused: string | null;
  readonly dirty: boolean;
  /** In which lines or rules somebody else's newer version is another. */
  readonly differences: (theirs: MappingRow) => readonly string[];
  readonly onLoadTheirs: () => void;
}

/** What became of saving. */
export const SaveMessages: React.FC<Props> = ({ differences, dirty, onLoadTheirs, refused, state }) => {
  const { formats, t } = usePage();
  if (refused !== null)
    return (
      <MessageBar intent="error" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{t("Not_Saved")}</MessageBarTitle> {refused}
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
          {t("Newer_Text", differences(state.theirs).join(", ") || "–")}
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
