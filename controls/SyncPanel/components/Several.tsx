import * as React from "react";
import { Button } from "@fluentui/react-components";
import { issueNames } from "../../../core/generated/schema";
import type { Choice } from "../../../core/operation/types";
import type { ClickKind } from "../../../webresources/client";
import { Candidates, isWebAddress, linkTo } from "../../shared/Candidates";
import { RecordCard } from "../../shared/RecordCard";
import { useSharedStyles } from "../../shared/shared-styles";
import { useSurroundings } from "../../shared/surroundings";
import type { Clicks } from "./use-clicks";

export interface SeveralProps {
  readonly choice: Choice;
  readonly table: string;
  readonly system: string;
  /** Kinds that cannot be asked for now. */
  readonly closed: readonly ClickKind[];
  readonly clicks: Pick<Clicks, "decide">;
  /** Opens a row's form. */
  readonly onOpen: (table: string, id: string) => void;
}

/** Several records could be the same as this one: who they are, and the click that says which it is. */
export function Several({ choice, table, system, closed, clicks, onOpen }: SeveralProps) {
  const shared = useSharedStyles();
  const { words } = useSurroundings();
  const { candidates, issueId, record } = choice;
  return (
    <div className={shared.stack} data-wave-several>
      {record && (
        <>
          <h3 className={shared.title}>{words("Column_System", system)}</h3>
          <RecordCard
            record={record}
            open={isWebAddress(record.url) ? { label: words("OpenIn", system), url: record.url } : undefined}
          />
        </>
      )}
      <Candidates
        candidates={candidates}
        table={table}
        system={system}
        closed={closed.includes("resolve")}
        onOpen={onOpen}
        onChoose={issueId ? (one) => void clicks.decide(linkTo(one), undefined, issueId) : undefined}
      />
      {issueId && (
        <div className={shared.buttons}>
          <Button onClick={() => onOpen(issueNames.logicalName, issueId)}>{words("OpenIssue")}</Button>
        </div>
      )}
    </div>
  );
}
