import { front, theHost } from "../host";

/** Xrm.Utility.getPageContext(): what page this is. */
export function pageContext(): { readonly input: Record<string, unknown> } {
  const { route } = theHost().router;
  switch (route.pagetype) {
    case "entityrecord":
      return {
        input: {
          pageType: "entityrecord",
          entityName: route.etn,
          entityId: front.form?.id ?? route.id ?? "",
          formId: front.form?.form.id ?? route.formid,
          createFromEntity: null,
        },
      };
    case "entitylist":
      return {
        input: {
          pageType: "entitylist",
          entityName: route.etn,
          viewId: route.viewid,
          viewType: "savedquery",
        },
      };
    case "webresource":
      return { input: { pageType: "webresource", webresourceName: route.webresourceName, data: route.data } };
    case "none":
      return { input: {} };
  }
}
