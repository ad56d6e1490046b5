import * as React from "react";
import { FluentProvider, makeStyles, tokens } from "@fluentui/react-components";
import { Shell } from "./shell/Shell";
import { ThemeChoiceProvider, themeSetting } from "./theme";
import { DialogHost } from "./ui/DialogHost";
import { useObservable } from "./util/observable";

const useStyles = makeStyles({
  root: {
    height: "100vh",
    display: "flex",
    flexDirection: "column",
    backgroundColor: tokens.colorNeutralBackground3,
    color: tokens.colorNeutralForeground1,
  },
});

/** The page: theme, shell, and what lies over it. */
export const App: React.FC = () => {
  const styles = useStyles();
  const theme = useObservable(themeSetting).current;
  return (
    <ThemeChoiceProvider value={theme}>
      {/* No class on the provider itself: Fluent would put it on every menu and dialog too. */}
      <FluentProvider theme={theme.tokens}>
        <div className={styles.root}>
          <Shell />
        </div>
        <DialogHost />
      </FluentProvider>
    </ThemeChoiceProvider>
  );
};
