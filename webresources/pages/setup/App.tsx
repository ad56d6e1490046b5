import * as React from "react";
import { FluentProvider, webDarkTheme, webLightTheme } from "@fluentui/react-components";
import { ConnectPage } from "./connect/ConnectPage";
import { HomePage } from "./home/HomePage";
import { IssuesPage } from "./issues/IssuesPage";
import { MapPage } from "./map/MapPage";
import { MatchPage } from "./match/MatchPage";
import { PageProvider, type PageContext } from "./page-context";
import { PeoplePage } from "./people/PeoplePage";
import { useRoute } from "./route";
import { useDark } from "./ui/use-dark";

/** The pages for whoever sets up and looks after Wave Sync. */
export const App: React.FC<{ readonly page: PageContext }> = ({ page }) => {
  const dark = useDark();
  return (
    <FluentProvider theme={dark ? webDarkTheme : webLightTheme}>
      <PageProvider value={page}>
        {/* Of its own: what opens over the page gets the provider's class names as well. */}
        <div className="ws-root">
          <Routed />
        </div>
      </PageProvider>
    </FluentProvider>
  );
};

const Routed: React.FC = () => {
  const route = useRoute();
  switch (route.page) {
    case "mapping":
      return <MapPage mappingId={route.mappingId} />;
    case "match":
      return <MatchPage mappingId={route.mappingId} />;
    case "people":
      return <PeoplePage mappingId={route.mappingId} />;
    case "connect":
      return <ConnectPage />;
    case "issues":
      return <IssuesPage />;
    default:
      return <HomePage />;
  }
};
