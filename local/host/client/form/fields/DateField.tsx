import * as React from "react";
import {
  Button,
  Input,
  makeStyles,
  Popover,
  PopoverSurface,
  PopoverTrigger,
} from "@fluentui/react-components";
import { CalendarLtr20Regular } from "@fluentui/react-icons";
import { behaviorOf } from "../../format/columns";
import { formatDate, formatTime, parseDate, parseTime, toInstant, wallOf } from "../../format/dates";
import { t } from "../../strings";
import { Calendar } from "./Calendar";
import { EMPTY, inputProps, useFocusable, type FieldComponent } from "./types";

const useStyles = makeStyles({
  // In a narrow section the time goes below the date, so that neither is cut off.
  root: { display: "flex", flexWrap: "wrap", columnGap: "8px", rowGap: "4px" },
  date: { flexGrow: 1, flexBasis: "120px", minWidth: 0 },
  time: { width: "104px", flexShrink: 0 },
});

const PROBLEM = "local-date";
const MIDNIGHT = { hour: 0, minute: 0 };

/** A day, and a time unless the column has none; typed in the person's own format or picked from a calendar. */
export const DateField: FieldComponent = (props) => {
  const styles = useStyles();
  const { attribute, editable, control, format, label } = props;
  const { column } = attribute;
  const input = useFocusable<HTMLInputElement>(control);
  const behavior = behaviorOf(column);
  const value = attribute.value instanceof Date ? attribute.value : undefined;
  const shownDate = value ? formatDate(value, format, behavior) : "";
  const shownTime = value ? formatTime(value, format, behavior) : "";
  const [date, setDate] = React.useState(shownDate);
  const [time, setTime] = React.useState(shownTime);
  const [open, setOpen] = React.useState(false);
  React.useEffect(() => setDate(shownDate), [shownDate]);
  React.useEffect(() => setTime(shownTime), [shownTime]);
  const withTime = column.format !== "DateOnly" && behavior !== "DateOnly";

  const accept = (dateText: string, timeText: string) => {
    if (dateText.trim() === "") {
      control.clearNotification(PROBLEM);
      return attribute.edit(null);
    }
    const day = parseDate(dateText, format);
    const clock = timeText.trim() === "" ? MIDNIGHT : parseTime(timeText);
    if (!day || !clock) {
      return control.addNotification({
        id: PROBLEM,
        level: "ERROR",
        text: t("notADate", { example: formatDate(new Date(), format, behavior) }),
      });
    }
    control.clearNotification(PROBLEM);
    attribute.edit(toInstant(day, clock, format, behavior));
  };
  const pick = (year: number, month: number, day: number) => {
    const clock = value ? wallOf(value, format, behavior) : MIDNIGHT;
    attribute.edit(toInstant({ year, month, day }, clock, format, behavior));
    setOpen(false);
  };
  return (
    <div className={styles.root}>
      <Input
        {...inputProps(props)}
        ref={input}
        appearance="filled-darker"
        className={styles.date}
        input={{ style: { minWidth: 0, width: "100%" } }}
        value={date}
        placeholder={EMPTY}
        readOnly={!editable}
        onChange={(_, data) => setDate(data.value)}
        onBlur={() => editable && date !== shownDate && accept(date, time)}
        contentAfter={
          editable ? (
            <Popover
              open={open}
              onOpenChange={(_, data) => setOpen(data.open)}
              trapFocus
              positioning="below-end"
            >
              <PopoverTrigger disableButtonEnhancement>
                <Button
                  appearance="transparent"
                  size="small"
                  icon={<CalendarLtr20Regular />}
                  aria-label={t("pickDate", { label })}
                />
              </PopoverTrigger>
              <PopoverSurface aria-label={t("pickDate", { label })}>
                <Calendar
                  selected={value ? wallOf(value, format, behavior) : undefined}
                  format={format}
                  onPick={pick}
                />
              </PopoverSurface>
            </Popover>
          ) : undefined
        }
      />
      {withTime ? (
        <Input
          appearance="filled-darker"
          className={styles.time}
          input={{ style: { minWidth: 0, width: "100%" } }}
          aria-label={t("timeOf", { label })}
          value={time}
          placeholder={EMPTY}
          readOnly={!editable || !value}
          onChange={(_, data) => setTime(data.value)}
          onBlur={() => editable && time !== shownTime && accept(date, time)}
        />
      ) : null}
    </div>
  );
};
