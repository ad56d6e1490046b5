import * as React from "react";
import {
  AddCircle16Filled,
  CheckmarkCircle16Filled,
  DismissCircle16Filled,
  Edit16Filled,
  SubtractCircle16Filled,
  Warning16Filled,
} from "@fluentui/react-icons";
import { OUTCOMES, type Outcome, type OutcomeCounts } from "../../../../core/outcome";
import { totalOf } from "../../../../core/operation/counts";
import { usePage } from "../page-context";

/** A shape of its own for each, for whoever does not tell the colours apart. */
export const OUTCOME_ICONS: Readonly<Record<Outcome, React.ReactElement>> = {
  created: <AddCircle16Filled />,
  updated: <Edit16Filled />,
  unchanged: <CheckmarkCircle16Filled />,
  skipped: <SubtractCircle16Filled />,
  conflict: <Warning16Filled />,
  failed: <DismissCircle16Filled />,
};

interface Props {
  readonly counts: OutcomeCounts;
  /** Records in all, where more are to come. */
  readonly total?: number;
  /** Every outcome in the legend, not only those that came about. */
  readonly whole?: boolean;
  /** It has not come about yet: what would become of them. */
  readonly would?: boolean;
}

/** What became of records: their shares as a bar, and as numbers with words. */
export const OutcomeBar: React.FC<Props> = ({ counts, total = 0, whole = false, would = false }) => {
  const { formats, t } = usePage();
  const done = totalOf(counts);
  const all = Math.max(done, total, 1);
  const shown = OUTCOMES.filter((outcome) => whole || counts[outcome] > 0);
  return (
    <div className="ws-run-outcomes">
      <div className="ws-bar ws-outcome-bar" aria-hidden="true">
        {OUTCOMES.filter((outcome) => counts[outcome] > 0).map((outcome) => (
          <i key={outcome} data-outcome={outcome} style={{ flexGrow: counts[outcome] / all }} />
        ))}
        {total > done ? <i data-outcome="rest" style={{ flexGrow: (total - done) / all }} /> : null}
      </div>
      {shown.length > 0 ? (
        <ul className="ws-legend">
          {shown.map((outcome) => (
            <li key={outcome} data-outcome={outcome} data-some={counts[outcome] > 0}>
              {OUTCOME_ICONS[outcome]}
              <span>
                <strong>{formats.number(counts[outcome])}</strong>{" "}
                {t(`${would ? "Would" : "Counted"}_${outcome}`)}
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p className="ws-subtle">{t("Run_Nothing")}</p>
      )}
    </div>
  );
};
