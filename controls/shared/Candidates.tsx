import * as React from "react";
import { makeStyles, shorthands, tokens } from "@fluentui/react-components";
import type { Candidate } from "../../core/issues/details";
import { RecordCard, type RecordCardProps } from "./RecordCard";
import { useSharedStyles } from "./shared-styles";
import { useSurroundings } from "./surroundings";

const useStyles = makeStyles({
  part: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS },
  cards: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fill, minmax(min(260px, 100%), 1fr))",
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalM,
    ...shorthands.margin(0),
    ...shorthands.padding(0),
    listStyleType: "none",
  },
});

export interface CandidatesProps {
  readonly candidates: readonly Candidate[];
  readonly table: string;
  readonly system: string;
  /** Opens a row's form. */
  readonly onOpen: (table: string, id: string) => void;
  /** Links the record with this candidate; undefined if that can't be decided here. */
  readonly onChoose?: (candidate: Candidate) => void;
  /** Nothing can be chosen now. */
  readonly closed: boolean;
}

/** Possible matches side by side, each with the facts that tell it apart and a button to choose it. */
export function Candidates({ candidates, table, system, onOpen, onChoose, closed }: CandidatesProps) {
  const styles = useStyles();
  const shared = useSharedStyles();
  const { words } = useSurroundings();
  const label = words(table === "account" ? "Same_account" : "Same_contact");
  return (
    <div className={styles.part}>
      <h3 className={shared.title}>
        {candidates[0]?.side === "system" ? words("Candidates_system", system) : words("Candidates")}
      </h3>
      <ul className={styles.cards}>
        {candidates.map((candidate) => (
          <li key={candidate.id}>
            <RecordCard
              record={candidate}
              open={opening(candidate)}
              choose={onChoose && { label, closed, onChoose: () => onChoose(candidate) }}
            />
          </li>
        ))}
      </ul>
    </div>
  );

  function opening({ side, id, url }: Candidate): RecordCardProps["open"] {
    if (side === "dataverse") return { label: words("OpenIn", "Dynamics"), onOpen: () => onOpen(table, id) };
    return isWebAddress(url) ? { label: words("OpenIn", system), url } : undefined;
  }
}

/** What the answer names: a row, or a record of the system. */
export const linkTo = ({ side, id }: Candidate) => ({
  kind: "link" as const,
  ...(side === "system" ? { externalId: id } : { recordId: id }),
});

/** Only http(s) addresses become links: a stored "javascript:" address must not run on a click. */
export const isWebAddress = (url: string | null | undefined): url is string =>
  /^https?:\/\//i.test(url ?? "");
