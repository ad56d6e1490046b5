import * as React from "react";
import { FluentProvider, webDarkTheme, webLightTheme } from "@fluentui/react-components";
import { HomePage } from "./home/HomePage";
import { PageProvider, type PageContext } from "./page-context";
import { useRoute } from "./route";
import { useDark } from "./ui/use-dark";

/** The pages for whoever sets up and looks after Wave Sync. */
export const App: React.FC<{ readonly page: PageContext }> = ({ page }) => {
  const dark = useDark();
  return (
    <FluentProvider theme={dark ? webDarkTheme : webLightTheme} className="ws-root">
      <PageProvider value={page}>
        <Routed />
      </PageProvider>
    </FluentProvider>
  );
};

const Routed: React.FC = () => {
  const route = useRoute();
  switch (route.page) {
    default:
      return <HomePage />;
  }
};
