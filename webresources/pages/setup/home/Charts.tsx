import * as React from "react";
import { OUTCOMES } from "../../../../core/outcome";
import { totalOf } from "../../../../core/operation/counts";
import { readCauses } from "../data/causes";
import { readHistory, type RunHistory } from "../data/runs";
import { wordsOf } from "../issues/in-words";
import { usePage } from "../page-context";
import { hrefOf } from "../route";
import { OutcomeBar } from "../runs/OutcomeBar";
import { Problem } from "../ui/Problem";
import { useEvery } from "../ui/use-every";
import { useLoaded } from "../ui/use-loaded";

/** So many causes are shown; the page of issues has all. */
const CAUSES = 5;
const AGAIN_MS = 120_000;

/** What runs did within 30 days, and what keeps records from being synced: each bar leads to what it stands for. */
export const Charts: React.FC = () => (
  <div className="ws-charts">
    <Days />
    <Causes />
  </div>
);

const Days: React.FC = () => {
  const { formats, send, t } = usePage();
  const history = useLoaded("history", () => readHistory(send));
  useEvery(AGAIN_MS, history.reload);
  const { value } = history;
  return (
    <section className="ws-card" aria-labelledby="chart-days">
      <h2 id="chart-days">{t("Chart_Days")}</h2>
      {history.error ? <Problem error={history.error} onRetry={() => void history.reload()} /> : null}
      {value ? (
        <>
          <DayBars history={value} />
          <OutcomeBar counts={sumOf(value)} />
          <p className="ws-subtle">
            {t("Chart_Requests", formats.number(value.lastHour), formats.number(value.lastDay))}
          </p>
        </>
      ) : (
        <div className="ws-day-bars" />
      )}
    </section>
  );
};

const sumOf = ({ days }: RunHistory) =>
  Object.fromEntries(
    OUTCOMES.map((each) => [each, days.reduce((sum, { counts }) => sum + counts[each], 0)]),
  ) as unknown as RunHistory["days"][number]["counts"];

/** By the square root: a day with one record can be seen beside one with 10,000. */
const heightOf = (count: number, most: number) =>
  `${Math.max(4, Math.round(Math.sqrt(count / most) * 100))}%`;

const DayBars: React.FC<{ readonly history: RunHistory }> = ({ history: { days } }) => {
  const { formats, t } = usePage();
  const most = Math.max(1, ...days.map(({ counts }) => totalOf(counts)));
  return (
    <>
      <ul className="ws-day-bars">
        {days.map(({ counts, day, runs }) => {
          const total = totalOf(counts);
          if (runs === 0) return <li key={day} aria-hidden="true" />;
          const told = OUTCOMES.filter((each) => counts[each] > 0)
            .map((each) => `${formats.number(counts[each])} ${t(`Counted_${each}`)}`)
            .join(", ");
          const label = t("Chart_Day", formats.day(`${day}T12:00`), told || t("Run_Nothing"));
          return (
            <li key={day}>
              <a href={hrefOf({ page: "runs", day })} aria-label={label} title={label}>
                <span style={{ height: heightOf(total, most) }}>
                  {OUTCOMES.filter((each) => counts[each] > 0).map((each) => (
                    <i key={each} data-outcome={each} style={{ flexGrow: counts[each] / total }} />
                  ))}
                </span>
              </a>
            </li>
          );
        })}
      </ul>
      <div className="ws-day-ends" aria-hidden="true">
        <span>{formats.day(`${days[0]!.day}T12:00`)}</span>
        <span>{formats.day(`${days.at(-1)!.day}T12:00`)}</span>
      </div>
    </>
  );
};

const Causes: React.FC = () => {
  const page = usePage();
  const { formats, send, t } = page;
  const causes = useLoaded("causes", () => readCauses(send));
  useEvery(AGAIN_MS, causes.reload);
  const shown = causes.value?.slice(0, CAUSES) ?? [];
  const most = Math.max(1, ...shown.map(({ count }) => count));
  return (
    <section className="ws-card" aria-labelledby="chart-causes">
      <h2 id="chart-causes">{t("Chart_Causes")}</h2>
      {causes.error ? <Problem error={causes.error} onRetry={() => void causes.reload()} /> : null}
      {causes.value?.length === 0 ? <p className="ws-subtle">{t("Issues_Empty_Text")}</p> : null}
      <ul className="ws-cause-bars">
        {shown.map((cause) => {
          const { title } = wordsOf(cause, page);
          return (
            <li key={cause.key}>
              <a href={hrefOf({ page: "issues" })}>
                {cause.reason === null ? title : `${title}: ${cause.reason}`}
              </a>
              <strong>{formats.number(cause.count)}</strong>
              <i aria-hidden="true" style={{ width: `${(cause.count / most) * 100}%` }} />
            </li>
          );
        })}
      </ul>
      {(causes.value?.length ?? 0) > CAUSES ? (
        <a href={hrefOf({ page: "issues" })}>{t("Chart_All_Causes", causes.value!.length)}</a>
      ) : null}
    </section>
  );
};
