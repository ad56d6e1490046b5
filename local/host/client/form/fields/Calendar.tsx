import * as React from "react";
import { Button, makeStyles, tokens, useArrowNavigationGroup } from "@fluentui/react-components";
import { ChevronLeft20Regular, ChevronRight20Regular } from "@fluentui/react-icons";
import type { UserFormat } from "../../format/user-format";
import { wallOf } from "../../format/dates";
import { t } from "../../strings";

const useStyles = makeStyles({
  head: { display: "flex", alignItems: "center", justifyContent: "space-between", marginBottom: "8px" },
  month: { fontWeight: tokens.fontWeightSemibold },
  grid: { display: "grid", gridTemplateColumns: "repeat(7, 32px)", justifyItems: "center", rowGap: "2px" },
  weekday: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  day: {
    minWidth: "32px",
    width: "32px",
    fontWeight: tokens.fontWeightRegular,
    paddingLeft: 0,
    paddingRight: 0,
  },
});

interface Props {
  readonly selected: { readonly year: number; readonly month: number; readonly day: number } | undefined;
  readonly format: UserFormat;
  readonly onPick: (year: number, month: number, day: number) => void;
}

const DAYS = 7;
/** 4 January 1970 was a Sunday, 5 January a Monday. */
const SUNDAY = Date.UTC(1970, 0, 4);
const DAY_MS = 86_400_000;

/** A month to pick a day from. */
export const Calendar: React.FC<Props> = ({ selected, format, onPick }) => {
  const styles = useStyles();
  const today = wallOf(new Date(), format);
  const [shown, setShown] = React.useState({
    year: selected?.year ?? today.year,
    month: selected?.month ?? today.month,
  });
  const arrows = useArrowNavigationGroup({ axis: "grid-linear", memorizeCurrent: true });
  const { locale } = format;
  const firstDay = locale === "en-US" ? 0 : 1;
  const intl = (options: Intl.DateTimeFormatOptions, time: number) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(time);
  const first = Date.UTC(shown.year, shown.month - 1, 1);
  const blanks = (new Date(first).getUTCDay() - firstDay + DAYS) % DAYS;
  const length = new Date(Date.UTC(shown.year, shown.month, 0)).getUTCDate();
  const step = (by: number) => {
    const next = new Date(Date.UTC(shown.year, shown.month - 1 + by, 1));
    setShown({ year: next.getUTCFullYear(), month: next.getUTCMonth() + 1 });
  };
  const is = (day: number, other: Props["selected"]) =>
    other?.year === shown.year && other.month === shown.month && other.day === day;
  return (
    <div>
      <div className={styles.head}>
        <Button
          appearance="subtle"
          icon={<ChevronLeft20Regular />}
          aria-label={t("previousMonth")}
          onClick={() => step(-1)}
        />
        <span className={styles.month} aria-live="polite">
          {intl({ month: "long", year: "numeric" }, first)}
        </span>
        <Button
          appearance="subtle"
          icon={<ChevronRight20Regular />}
          aria-label={t("nextMonth")}
          onClick={() => step(1)}
        />
      </div>
      <div className={styles.grid} {...arrows}>
        {Array.from({ length: DAYS }, (_, index) => (
          <span key={index} className={styles.weekday} aria-hidden="true">
            {intl({ weekday: "narrow" }, SUNDAY + (firstDay + index) * DAY_MS)}
          </span>
        ))}
        {Array.from({ length: blanks }, (_, index) => (
          <span key={`blank-${index}`} />
        ))}
        {Array.from({ length }, (_, index) => (
          <Button
            key={index + 1}
            size="small"
            className={styles.day}
            appearance={is(index + 1, selected) ? "primary" : is(index + 1, today) ? "outline" : "subtle"}
            aria-label={intl({ dateStyle: "full" }, first + index * DAY_MS)}
            aria-pressed={is(index + 1, selected)}
            onClick={() => onPick(shown.year, shown.month, index + 1)}
          >
            {index + 1}
          </Button>
        ))}
      </div>
    </div>
  );
};
