import * as React from "react";
import {
  FluentProvider,
  IdPrefixProvider,
  makeStyles,
  shorthands,
  tokens,
  webLightTheme,
} from "@fluentui/react-components";
import type { PanelProps } from "./panel-props";
import { PanelBody } from "./PanelBody";
import { SurroundingsProvider } from "../../shared/surroundings";

const useStyles = makeStyles({
  provider: { width: "100%", backgroundColor: "transparent", textAlign: "start" },
  root: {
    containerType: "inline-size",
    boxSizing: "border-box",
    width: "100%",
    ...shorthands.padding(tokens.spacingVerticalXS, 0),
    color: tokens.colorNeutralForeground1,
    fontFamily: tokens.fontFamilyBase,
  },
});

/**
 * The sync panel. A provider of its own, although the host themes virtual controls: tooltips are drawn
 * elsewhere in the page and take theme and ids from the nearest provider.
 * https://learn.microsoft.com/power-apps/developer/component-framework/fluent-modern-theming
 */
export function Panel(props: PanelProps) {
  const styles = useStyles();
  const { words, dates, services } = props;
  const surroundings = React.useMemo(() => ({ words, dates, copy: services.copy }), [words, dates, services]);
  return (
    <IdPrefixProvider value="wave-sync-">
      <FluentProvider theme={props.theme ?? webLightTheme} className={styles.provider}>
        <SurroundingsProvider value={surroundings}>
          <div className={styles.root} data-wave-panel>
            <PanelBody key={`${props.record?.table}:${props.record?.id}`} {...props} />
          </div>
        </SurroundingsProvider>
      </FluentProvider>
    </IdPrefixProvider>
  );
}
