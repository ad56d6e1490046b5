import { theHost } from "../host";
import type { Route } from "../router/route";
import { dialogs, showError } from "../ui/dialogs";
import { guid } from "../util/xml";

interface PageInput {
  readonly pageType: string;
  readonly entityName?: string;
  readonly entityId?: string;
  readonly formId?: string;
  readonly viewId?: string;
  readonly webresourceName?: string;
  readonly data?: unknown;
}

type Size = number | { readonly value: number; readonly unit: "%" | "px" };

interface NavigationOptions {
  /** 1: this page; 2: a dialog. */
  readonly target?: 1 | 2;
  readonly position?: 1 | 2;
  readonly width?: Size;
  readonly height?: Size;
  readonly title?: string;
}

const css = (size: Size | undefined): string | undefined =>
  size === undefined ? undefined : typeof size === "number" ? `${size}px` : `${size.value}${size.unit}`;

/** Default values for a new record, as the address carries them. */
const extra = (data: unknown) =>
  new URLSearchParams(
    Object.entries((data ?? {}) as Record<string, string>).map(([k, v]) => [k, String(v)]),
  ).toString();

function toRoute(input: PageInput): Route {
  const etn = input.entityName ?? "";
  switch (input.pageType) {
    case "entitylist":
      return { pagetype: "entitylist", etn, ...(input.viewId ? { viewid: guid(input.viewId) } : {}) };
    case "entityrecord":
      return {
        pagetype: "entityrecord",
        etn,
        ...(input.entityId ? { id: guid(input.entityId) } : {}),
        ...(input.formId ? { formid: guid(input.formId) } : {}),
        ...(input.data ? { extraqs: extra(input.data) } : {}),
      };
    case "webresource":
      return {
        pagetype: "webresource",
        webresourceName: input.webresourceName ?? "",
        ...(input.data ? { data: String(input.data) } : {}),
      };
    default:
      throw new Error(
        `Xrm.Navigation.navigateTo: the local form host does not show pages of type "${input.pageType}".`,
      );
  }
}

/** Xrm.Navigation. */
export const navigation = {
  navigateTo: async (input: PageInput, options: NavigationOptions = {}): Promise<void> => {
    const route = toRoute(input);
    if (options.target !== 2) {
      await theHost().router.go(route);
      return;
    }
    const width = css(options.width);
    const height = css(options.height);
    await dialogs.show({
      kind: "page",
      route,
      ...(options.title ? { title: options.title } : {}),
      options: {
        position: options.position ?? 1,
        ...(width ? { width } : {}),
        ...(height ? { height } : {}),
      },
    });
  },

  openForm: async (
    options: { readonly entityName?: string; readonly entityId?: string; readonly formId?: string },
    parameters?: Record<string, string>,
  ): Promise<{ readonly savedEntityReference: null }> => {
    await navigation.navigateTo({ pageType: "entityrecord", ...options, data: parameters });
    return { savedEntityReference: null };
  },

  openAlertDialog: async (strings: {
    text: string;
    title?: string;
    confirmButtonLabel?: string;
  }): Promise<void> => {
    await dialogs.show({
      kind: "alert",
      text: strings.text,
      ...(strings.title ? { title: strings.title } : {}),
      ...(strings.confirmButtonLabel ? { confirmLabel: strings.confirmButtonLabel } : {}),
    });
  },

  openConfirmDialog: async (strings: {
    text: string;
    title?: string;
    subtitle?: string;
    confirmButtonLabel?: string;
    cancelButtonLabel?: string;
  }): Promise<{ readonly confirmed: boolean }> => {
    const answer = await dialogs.show({
      kind: "confirm",
      text: strings.text,
      ...(strings.title ? { title: strings.title } : {}),
      ...(strings.subtitle ? { subtitle: strings.subtitle } : {}),
      ...(strings.confirmButtonLabel ? { confirmLabel: strings.confirmButtonLabel } : {}),
      ...(strings.cancelButtonLabel ? { cancelLabel: strings.cancelButtonLabel } : {}),
    });
    return { confirmed: answer === "confirm" };
  },

  openErrorDialog: async (options: {
    message?: string;
    errorCode?: number;
    details?: string;
  }): Promise<void> => {
    const code =
      options.errorCode === undefined
        ? undefined
        : `0x${(options.errorCode >>> 0).toString(16).padStart(8, "0")}`;
    await dialogs.show({
      kind: "error",
      message: options.message ?? "",
      ...(code ? { code } : {}),
      ...(options.details ? { details: options.details } : {}),
    });
  },

  openUrl: (url: string): void => {
    // Only web addresses: a script must not be able to run `javascript:` through a column's value.
    if (/^(https?:|mailto:|tel:|\/)/i.test(url)) window.open(url, "_blank", "noopener");
    else void showError(new Error(`The address "${url}" cannot be opened.`));
  },
};
