import * as React from "react";
import { Combobox, Option, useId } from "@fluentui/react-components";
import { Mark, type MarkLevel } from "./Mark";
import { usePage } from "../page-context";

export interface Choice {
  readonly value: string;
  readonly label: string;
  /** Small print behind the label: what it holds. */
  readonly hint?: string;
  readonly required?: boolean;
}

interface Props {
  readonly label: string;
  readonly value: string;
  /** What is shown of the value, where it is none of the choices (any more). */
  readonly shown: string;
  readonly choices: readonly Choice[];
  readonly onChoose: (value: string) => void;
  /** How a choice would do: its place in the list, and what stands in front of it. Asked only while somebody chooses. */
  readonly levelOf?: (value: string) => MarkLevel | undefined;
}

/** So many are shown; whoever looks for another types a part of its name. */
const MOST = 50;

/** Chooses one of many by typing a part of its name. */
export const Picker: React.FC<Props> = ({ choices, label, levelOf, onChoose, shown, value }) => {
  const { t } = usePage();
  const [typed, setTyped] = React.useState<string>();
  const wanted = (typed ?? "").trim().toLowerCase();
  const found = choices.filter(
    (choice) => wanted === "" || `${choice.label} ${choice.value}`.toLowerCase().includes(wanted),
  );
  const ranked = typed === undefined ? [] : ranking(found, levelOf).slice(0, MOST);
  const chosen = choices.find((choice) => choice.value === value);
  const hintId = useId("hint");
  return (
    <div className="ws-picker">
      <Combobox
        aria-label={label}
        {...(chosen?.hint ? { "aria-describedby": hintId } : {})}
        inlinePopup
        listbox={{ className: "ws-listbox" }}
        placeholder={t("Choose")}
        value={typed ?? shown}
        selectedOptions={value ? [value] : []}
        onChange={(event) => setTyped(event.target.value)}
        onOpenChange={(_event, data) => setTyped((before) => (data.open ? (before ?? "") : undefined))}
        onOptionSelect={(_event, data) => {
          // Without a value it only says that what is typed is no longer what was chosen.
          if (!data.optionValue) return;
          setTyped(undefined);
          onChoose(data.optionValue);
        }}
      >
        {ranked.map(({ choice, level }) => (
          <Option key={choice.value} value={choice.value} text={choice.label}>
            <span className="ws-option">
              {level ? <Mark level={level} /> : null}
              <span>
                {choice.label}
                {choice.required ? <span className="ws-star"> *</span> : null}
              </span>
              <span className="ws-option-hint">{choice.hint}</span>
            </span>
          </Option>
        ))}
        {found.length === 0 ? (
          <Option key="none" disabled text={t("Nothing_Found")}>
            {t("Nothing_Found")}
          </Option>
        ) : null}
        {found.length > MOST ? (
          <Option key="more" disabled text={t("Type_More")}>
            {t("Type_More", found.length - MOST)}
          </Option>
        ) : null}
      </Combobox>
      {chosen?.hint ? (
        <span className="ws-picker-hint" id={hintId}>
          {chosen.required ? `${t("Required")} · ` : ""}
          {chosen.hint}
        </span>
      ) : null}
    </div>
  );
};

const RANK: Readonly<Record<MarkLevel, number>> = { supported: 0, limited: 1, unsupported: 2, unfinished: 0 };

/** What works first, and in the order given otherwise. */
function ranking(
  choices: readonly Choice[],
  levelOf?: (value: string) => MarkLevel | undefined,
): readonly { readonly choice: Choice; readonly level: MarkLevel | undefined }[] {
  const judged = choices.map((choice) => ({ choice, level: levelOf?.(choice.value) }));
  return judged.sort((a, b) => RANK[a.level ?? "unfinished"] - RANK[b.level ?? "unfinished"]);
}
