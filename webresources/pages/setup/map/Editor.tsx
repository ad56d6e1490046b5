import * as React from "react";
import { Badge, Input } from "@fluentui/react-components";
import { Search20Regular } from "@fluentui/react-icons";
import type { FieldMap } from "../../../../core/mapping/field-map";
import { serializeFieldMap } from "../../../../core/mapping/schema/field-map";
import type { MappingRow } from "../data/mapping";
import { usePage } from "../page-context";
import { AddLine } from "./AddLine";
import { changeDraft } from "./draft";
import { differentLines } from "./differences";
import { breaks, judge, type Judging } from "./judge";
import { LineRow } from "./LineRow";
import { EditFrame } from "../ui/EditFrame";
import { columnName, fieldName } from "./names";
import { SaveMessages } from "./SaveMessages";
import { Missing, Suggestions } from "./Suggestions";
import { useSave } from "./use-save";

interface Props {
  readonly mapping: MappingRow;
  readonly map: FieldMap;
  readonly by: Judging;
  readonly reload: () => Promise<void>;
}

/** Every line of a field map with its verdict; what would break is not saved. */
export const Editor: React.FC<Props> = ({ by, map, mapping, reload }) => {
  const { formats, t } = usePage();
  const [saved, setSaved] = React.useState(map);
  const [draft, change] = React.useReducer(changeDraft, map);
  const [search, setSearch] = React.useState("");
  const [tried, setTried] = React.useState(false);
  const saving = useSave(mapping, "fieldMap");
  const list = React.useRef<HTMLOListElement>(null);
  const verdicts = React.useMemo(() => judge(draft, by), [draft, by]);
  const broken = draft.lines.filter((line) => breaks(verdicts.get(line.id)!));
  const dirty = draft !== saved;

  const save = async () => {
    setTried(true);
    if (broken.length > 0) {
      const row = list.current?.querySelector<HTMLElement>(`[data-line="${CSS.escape(broken[0]!.id)}"]`);
      row?.focus();
      return;
    }
    if (await saving.save(serializeFieldMap(draft))) {
      setSaved(draft);
      setTried(false);
    }
  };
  const discard = () => {
    change({ type: "start", map: saved });
    setTried(false);
    saving.forget();
  };
  const count = (level: string) =>
    [...verdicts.values()].filter(({ check }) => check?.level === level).length;
  const wanted = search.trim().toLowerCase();
  const shown = draft.lines.filter(({ column, systemField = "" }) =>
    [column, systemField, columnName(by.columns[column], column), fieldName(systemField)].some((name) =>
      name.toLowerCase().includes(wanted),
    ),
  );
  return (
    <EditFrame
      step="mapping"
      mapping={mapping}
      subtitle={t("Map_Subtitle", mapping.connectionName, mapping.systemObject, mapping.table)}
      dirty={dirty}
      saving={saving.state.kind === "saving"}
      onSave={save}
      onDiscard={discard}
    >
      <SaveMessages
        state={saving.state}
        refused={tried && broken.length > 0 ? t("Not_Saved_Lines", broken.length) : null}
        dirty={dirty}
        onLoadTheirs={() => void reload()}
        differences={(theirs) => differentLines(draft, theirs)}
      />
      <div className="ws-map-bar">
        <Input
          type="search"
          aria-label={t("Search_Lines")}
          placeholder={t("Search_Lines")}
          contentBefore={<Search20Regular />}
          value={search}
          onChange={(_event, data) => setSearch(data.value)}
        />
        <span className="ws-map-counts" role="status">
          <Badge appearance="tint" color="brand">
            {t("Count_Lines", draft.lines.length)}
          </Badge>
          {count("limited") > 0 ? (
            <Badge appearance="tint" color="warning">
              {t("Count_Limited", count("limited"))}
            </Badge>
          ) : null}
          {count("unsupported") > 0 ? (
            <Badge appearance="tint" color="danger">
              {t("Count_Unsupported", count("unsupported"))}
            </Badge>
          ) : null}
        </span>
        <AddLine
          by={by}
          lines={draft.lines}
          onAdd={(line) => {
            setSearch("");
            change({ type: "add", line });
          }}
        />
      </div>
      <Missing draft={draft} by={by} />
      <Suggestions draft={draft} by={by} onAdd={(line) => change({ type: "add", line })} />
      <div className="ws-map" data-map>
        <div className="ws-map-head" aria-hidden="true">
          <span />
          <span>{mapping.connectionName}</span>
          <span>{t("Direction")}</span>
          <span>Dynamics</span>
          <span>{t("Write_Rule")}</span>
          <span />
        </div>
        <ol ref={list}>
          {shown.map((line) => (
            <LineRow
              key={line.id}
              line={line}
              place={{ at: draft.lines.indexOf(line), of: draft.lines.length }}
              verdict={verdicts.get(line.id)!}
              complain={tried}
              by={by}
              systemName={mapping.connectionName}
              change={change}
            />
          ))}
        </ol>
        {shown.length === 0 ? <p className="ws-map-none">{t("Nothing_Found")}</p> : null}
      </div>
      {mapping.changedBy ? (
        <p className="ws-footnote">{t("Changed_By", mapping.changedBy, formats.time(mapping.changedOn))}</p>
      ) : null}
    </EditFrame>
  );
};
