import * as React from "react";
import { ControlRoot } from "../../shared/ControlRoot";
import { MailBody } from "./MailBody";
import type { MailProps } from "./mail-props";

/** The email card, in plain props. */
export function Mail(props: MailProps) {
  const { words, dates, services } = props;
  const surroundings = React.useMemo(() => ({ words, dates, copy: services.copy }), [words, dates, services]);
  return (
    <ControlRoot theme={props.theme} dir={props.dir} surroundings={surroundings}>
      <MailBody key={props.record?.id} {...props} />
    </ControlRoot>
  );
}
