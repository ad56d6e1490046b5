import * as React from "react";
import { ControlRoot } from "../../shared/ControlRoot";
import type { PanelProps } from "./panel-props";
import { PanelBody } from "./PanelBody";

/** The sync panel, in plain props. */
export function Panel(props: PanelProps) {
  const { words, dates, services } = props;
  const surroundings = React.useMemo(() => ({ words, dates, copy: services.copy }), [words, dates, services]);
  return (
    <ControlRoot theme={props.theme} dir={props.dir} surroundings={surroundings}>
      <div data-wave-panel>
        <PanelBody key={`${props.record?.table}:${props.record?.id}`} {...props} />
      </div>
    </ControlRoot>
  );
}
