import * as React from "react";
import { Button, useId } from "@fluentui/react-components";
import type { FieldResult } from "../../core/operation/types";
import type { Side } from "../../core/merge/types";
import { ConflictChoice } from "./ConflictChoice";
import { useSharedStyles } from "./shared-styles";
import { useSurroundings } from "./surroundings";
import { counted } from "./words";

export interface ConflictFormProps {
  /** Fields both sides changed, with both values. */
  readonly fields: readonly FieldResult[];
  readonly system: string;
  /** Nothing can be decided now. */
  readonly closed: boolean;
  /** Takes the side of each decided field, by line. */
  readonly onApply: (fields: Readonly<Record<string, Side>>) => void;
}

/** Asks which value to keep, field by field or for all fields at once. A field without a choice stays different. */
export function ConflictForm({ fields, system, closed, onApply }: ConflictFormProps) {
  const shared = useSharedStyles();
  const { words } = useSurroundings();
  const [chosen, setChosen] = React.useState<Readonly<Record<string, Side>>>({});
  const titleId = useId("conflict");
  const countId = useId("count");
  const takeAll = (side: Side) => setChosen(Object.fromEntries(fields.map(({ line }) => [line, side])));
  const count = Object.keys(chosen).length;
  const ready = !closed && count > 0;

  return (
    <div role="group" aria-labelledby={titleId} className={shared.card} data-wave-conflicts>
      <div>
        <h4 id={titleId} className={shared.title}>
          {words("Conflict_Question")}
        </h4>
        <p className={shared.note}>{words("Conflict_Open")}</p>
      </div>
      {fields.length > 1 && (
        <div className={shared.buttons} role="group" aria-label={words("TakeAll")}>
          <span className={shared.note}>{words("TakeAll")}</span>
          <Button size="small" disabledFocusable={closed} onClick={() => !closed && takeAll("dataverse")}>
            Dynamics
          </Button>
          <Button size="small" disabledFocusable={closed} onClick={() => !closed && takeAll("system")}>
            {system}
          </Button>
        </div>
      )}
      {fields.map((field) => (
        <ConflictChoice
          key={field.line}
          field={field}
          system={system}
          chosen={chosen[field.line]}
          closed={closed}
          onChoose={(side) => setChosen({ ...chosen, [field.line]: side })}
        />
      ))}
      <div className={shared.buttons}>
        <Button
          appearance="primary"
          data-wave-apply
          disabledFocusable={!ready}
          aria-describedby={countId}
          onClick={() => ready && onApply(chosen)}
        >
          {words("Conflict_Apply")}
        </Button>
        <span id={countId} className={shared.note}>
          {counted(words, "Chosen", fields.length, String(count))}
        </span>
      </div>
    </div>
  );
}
