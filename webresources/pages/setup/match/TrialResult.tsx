import * as React from "react";
import { Badge } from "@fluentui/react-components";
import { ArrowRight16Regular } from "@fluentui/react-icons";
import type { NamedRecord } from "../../../../core/issues/details";
import {
  TRIAL_OUTCOMES,
  type MatchTrial,
  type TrialExample,
  type TrialOutcome,
} from "../../../../core/operation/match-trial";
import { usePage } from "../page-context";

interface Props {
  readonly trial: MatchTrial;
  /** The rules have been changed since. */
  readonly stale: boolean;
  readonly system: string;
}

/** Always told, none or many; the others only where there are any. */
const ALWAYS: ReadonlySet<TrialOutcome> = new Set(["link", "create", "ambiguous"]);

/** Counts, as numbers and as a bar, and examples of each. */
export const TrialResult: React.FC<Props> = ({ stale, system, trial }) => {
  const { formats, t } = usePage();
  const { counts, tried } = trial;
  const [from, to] = trial.from === "system" ? [system, "Dynamics"] : ["Dynamics", system];
  if (tried === 0) return <p className="ws-subtle">{t("Try_Nothing", from)}</p>;
  const shown = TRIAL_OUTCOMES.filter((outcome) => ALWAYS.has(outcome) || counts[outcome] > 0);
  return (
    <div className="ws-trial" data-stale={stale}>
      <p role="status">
        {stale ? (
          <Badge appearance="tint" color="warning">
            {t("Try_Stale")}
          </Badge>
        ) : null}{" "}
        {t(trial.more ? "Try_First" : "Try_All", formats.number(tried), from)}
        {trial.comparedWith === undefined
          ? null
          : ` ${t("Try_Compared_With", formats.number(trial.comparedWith), to)}`}
      </p>
      <div className="ws-bar" aria-hidden="true">
        {shown.map((outcome) =>
          counts[outcome] > 0 ? (
            <i key={outcome} data-outcome={outcome} style={{ flexGrow: counts[outcome] }} />
          ) : null,
        )}
      </div>
      <dl className="ws-outcomes">
        {shown.map((outcome) => (
          <div key={outcome} data-outcome={outcome} data-some={counts[outcome] > 0}>
            <dt>{t(`Trial_${outcome}`, to)}</dt>
            <dd>{formats.number(counts[outcome])}</dd>
          </div>
        ))}
      </dl>
      {shown.map((outcome) => (
        <Examples
          key={outcome}
          outcome={outcome}
          examples={trial.examples.filter((example) => example.outcome === outcome)}
          to={to}
        />
      ))}
    </div>
  );
};

const Examples: React.FC<{
  readonly outcome: TrialOutcome;
  readonly examples: readonly TrialExample[];
  readonly to: string;
}> = ({ examples, outcome, to }) => {
  const { t } = usePage();
  if (examples.length === 0) return null;
  return (
    <section className="ws-examples" aria-label={t("Examples_Of", t(`Trial_${outcome}`, to))}>
      <h3>{t(`Trial_${outcome}`, to)}</h3>
      <ul>
        {examples.map((example) => (
          <li key={example.record.id}>
            <Named record={example.record} />
            <ArrowRight16Regular aria-hidden="true" />
            <div className="ws-fits">
              {example.fits.map((record) => (
                <Named key={record.id} record={record} />
              ))}
              {example.fits.length === 0 ? (
                <span className="ws-subtle">{example.reason ?? t(`Trial_${outcome}_Text`, to)}</span>
              ) : null}
            </div>
            {example.rule === undefined ? null : (
              <Badge appearance="tint" color="informative">
                {t("Rule_Number", example.rule)}
              </Badge>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};

/** A record by its name, and what tells it from others of that name. */
const Named: React.FC<{ readonly record: NamedRecord }> = ({ record }) => (
  <div className="ws-named">
    <strong>{record.name}</strong>
    <span className="ws-subtle">
      {record.facts
        .slice(0, 3)
        .map(({ value }) => value)
        .join(" · ")}
    </span>
  </div>
);
