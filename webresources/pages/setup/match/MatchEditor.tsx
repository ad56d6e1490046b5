import * as React from "react";
import { Button } from "@fluentui/react-components";
import { Add20Regular } from "@fluentui/react-icons";
import { serializeMatchRules } from "../../../../core/mapping/schema/match-rules";
import type { MatchRules } from "../../../../core/mapping/types";
import { EditFrame } from "../ui/EditFrame";
import type { MappingParts } from "../map/read-page";
import { SaveMessages } from "../map/SaveMessages";
import { useSave } from "../map/use-save";
import { usePage } from "../page-context";
import { differentRules } from "./differences";
import { changeRules, draftOf, rulesIn } from "./draft";
import { judgeRules, ruleBreaks } from "./judge-rules";
import { RuleCard } from "./RuleCard";
import { RuleSets } from "./RuleSets";
import { ruleSets, sameRules } from "./rules";
import { TryIt } from "./TryIt";
import { useTrial } from "./use-trial";

interface Props {
  readonly parts: MappingParts;
  readonly rules: MatchRules;
  readonly reload: () => Promise<void>;
}

/** Match rules with their verdicts, tried before they are saved; what would break is not saved. */
export const MatchEditor: React.FC<Props> = ({ parts, reload, rules }) => {
  const { mapping, object } = parts;
  const { formats, t } = usePage();
  const [saved, setSaved] = React.useState(rules);
  const [draft, change] = React.useReducer(changeRules, rules, draftOf);
  const [complain, setComplain] = React.useState(false);
  const list = React.useRef<HTMLOListElement>(null);
  const saving = useSave(mapping, "matchRules");
  const trial = useTrial(mapping.id);
  const by = React.useMemo(() => ({ ...parts.by, table: mapping.table }), [parts.by, mapping.table]);
  const verdicts = React.useMemo(() => judgeRules(draft, by), [draft, by]);
  const now = React.useMemo(() => rulesIn(draft), [draft]);
  const defaults = object?.rules?.find(({ table }) => table === mapping.table)?.matchRules;
  const sets = React.useMemo(() => ruleSets({ ...by, defaults }), [by, defaults]);
  const broken = verdicts.filter(ruleBreaks).length;
  const dirty = !sameRules(now, saved);
  const usable = broken === 0 && draft.length > 0;
  const document = usable ? serializeMatchRules(now) : null;

  const save = async () => {
    setComplain(true);
    if (document === null) {
      const at = verdicts.findIndex(ruleBreaks);
      list.current?.querySelectorAll<HTMLElement>(":scope > li")[at]?.focus();
    } else if (await saving.save(document)) {
      setSaved(now);
      setComplain(false);
    }
  };
  const discard = () => {
    change({ type: "start", rules: saved });
    setComplain(false);
    saving.forget();
  };
  return (
    <EditFrame
      step="match"
      mapping={mapping}
      subtitle={t("Map_Subtitle", mapping.connectionName, mapping.systemObject, mapping.table)}
      dirty={dirty}
      saving={saving.state.kind === "saving"}
      onSave={save}
      onDiscard={discard}
    >
      <SaveMessages
        state={saving.state}
        refused={
          complain && !usable ? (draft.length === 0 ? t("Rules_None") : t("Not_Saved_Rules", broken)) : null
        }
        dirty={dirty}
        differences={(theirs) => differentRules(now, theirs, t)}
        onLoadTheirs={() => void reload()}
      />
      <RuleSets
        sets={sets}
        chosen={sets.find((set) => sameRules(set.rules, now))?.key}
        system={mapping.connectionName}
        onChoose={(set) => change({ type: "start", rules: set.rules })}
      />
      <section className="ws-panel" aria-labelledby="ws-rules">
        <h2 id="ws-rules">{t("Match_Rules")}</h2>
        <p className="ws-subtle">{t("Match_Rules_Text")}</p>
        <ol className="ws-match-rules" ref={list}>
          {draft.map((rule, at) => (
            <RuleCard
              key={rule.key}
              rule={rule}
              place={{ at, of: draft.length }}
              verdict={verdicts[at]!}
              complain={complain}
              found={trial.found(document, at)}
              by={by}
              system={mapping.connectionName}
              change={change}
            />
          ))}
        </ol>
        <Button icon={<Add20Regular />} onClick={() => change({ type: "addRule" })}>
          {t("Add_Rule")}
        </Button>
      </section>
      <TryIt mapping={mapping} document={document} trial={trial} />
      {mapping.changedBy ? (
        <p className="ws-footnote">{t("Changed_By", mapping.changedBy, formats.time(mapping.changedOn))}</p>
      ) : null}
    </EditFrame>
  );
};
