import * as React from "react";
import {
  FluentProvider,
  IdPrefixProvider,
  makeStyles,
  shorthands,
  tokens,
  webLightTheme,
  type Theme,
} from "@fluentui/react-components";
import { SurroundingsProvider, type Surroundings } from "./surroundings";

const useStyles = makeStyles({
  provider: { width: "100%", backgroundColor: "transparent", textAlign: "start" },
  root: {
    containerType: "inline-size",
    boxSizing: "border-box",
    width: "100%",
    ...shorthands.padding(tokens.spacingVerticalXS, 0),
    color: tokens.colorNeutralForeground1,
    fontFamily: tokens.fontFamilyBase,
    // Names and messages can contain words of any length.
    overflowWrap: "anywhere",
  },
});

export interface ControlRootProps {
  /** The host's theme; Fluent's light theme where the host has none. */
  readonly theme?: Theme;
  /** Direction the host writes in; left to right where it does not say. */
  readonly dir?: "ltr" | "rtl";
  readonly surroundings: Surroundings;
  readonly children: React.ReactNode;
}

/**
 * What every control of ours stands in. A provider of its own, although the host themes virtual controls: tooltips are
 * drawn elsewhere in the page and take theme and ids from the nearest provider.
 * https://learn.microsoft.com/power-apps/developer/component-framework/fluent-modern-theming
 */
export function ControlRoot({ theme, dir, surroundings, children }: ControlRootProps) {
  const styles = useStyles();
  return (
    <IdPrefixProvider value="wave-sync-">
      <FluentProvider theme={theme ?? webLightTheme} dir={dir} className={styles.provider}>
        <SurroundingsProvider value={surroundings}>
          <div className={styles.root}>{children}</div>
        </SurroundingsProvider>
      </FluentProvider>
    </IdPrefixProvider>
  );
}
