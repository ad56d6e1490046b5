/** A dialog that closes is gone by then, and this page with it. */
const GONE_AFTER_MS = 600;

/**
 * Closes the dialog of `Xrm.Navigation.navigateTo` that this page stands in; gives false where it stays open.
 *
 * Microsoft documents no way for a page to do that: the reference says that the promise resolves when the dialog closes,
 * and, asked for a button of one's own, that the API has none. `window.close()` is what the Unified Interface listens to.
 * So whoever calls this has to be ready to stay, and to ask the person to close the dialog at its cross.
 * https://learn.microsoft.com/power-apps/developer/model-driven-apps/clientapi/reference/xrm-navigation/navigateto
 * https://github.com/MicrosoftDocs/powerapps-docs/issues/791
 */
export function closeDialog(page: Pick<Window, "close" | "setTimeout"> = window): Promise<false> {
  page.close();
  return new Promise((resolve) => page.setTimeout(() => resolve(false), GONE_AFTER_MS));
}
