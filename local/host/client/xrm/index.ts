import { resourceString } from "../scripts/libraries";
import { dialogs } from "../ui/dialogs";
import { notifications } from "../ui/notifications";
import { entityMetadata } from "./entity-metadata";
import { globalContext } from "./global-context";
import { navigation } from "./navigation";
import { pageContext } from "./page-context";
import { webApi } from "./web-api";

interface NotificationInput {
  readonly level: number;
  readonly message: string;
  readonly showCloseButton?: boolean;
  readonly action?: { readonly actionLabel?: string; readonly eventHandler?: () => void };
}

/** The `Xrm` object of the page, as far as this host goes; what it lacks is absent, not pretended. */
export const xrm = {
  WebApi: webApi,
  Navigation: navigation,
  App: {
    addGlobalNotification: async ({ level, message, showCloseButton, action }: NotificationInput) =>
      notifications.add({
        level,
        message,
        showCloseButton: showCloseButton ?? false,
        ...(action ? { action } : {}),
      }),
    clearGlobalNotification: async (id: string) => notifications.clear(id),
  },
  Utility: {
    getGlobalContext: globalContext,
    getPageContext: pageContext,
    showProgressIndicator: (text: string) => dialogs.showProgress(text),
    closeProgressIndicator: () => dialogs.closeProgress(),
    getResourceString: resourceString,
    getEntityMetadata: entityMetadata,
  },
};
