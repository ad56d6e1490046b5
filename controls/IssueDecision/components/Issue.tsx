import * as React from "react";
import { ControlRoot } from "../../shared/ControlRoot";
import { IssueBody } from "./IssueBody";
import type { IssueProps } from "./issue-props";

/** The decision on an issue, in plain props. */
export function Issue(props: IssueProps) {
  const { words, dates, services } = props;
  const surroundings = React.useMemo(() => ({ words, dates, copy: services.copy }), [words, dates, services]);
  return (
    <ControlRoot theme={props.theme} dir={props.dir} surroundings={surroundings}>
      <IssueBody key={props.issueId} {...props} />
    </ControlRoot>
  );
}
