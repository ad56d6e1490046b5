import type { ControlModel } from "../../form/control-model";
import type { FormModel } from "../../form/form-model";
import type { ThemeChoice } from "../../theme";
import { navigation } from "../../xrm/navigation";
import { webApi } from "../../xrm/web-api";
import { webResourceUrl } from "../../scripts/libraries";
import type { LoadedControl } from "../load";
import { formattingFor } from "./formatting";
import { parametersOf } from "./parameters";
import { userSettingsFor } from "./user";
import { utilsFor } from "./utils";

/** What stays the same for the life of a control: controls may keep these objects and compare them. */
export interface StableContext {
  readonly [part: string]: unknown;
}

export function stableContext(
  loaded: LoadedControl,
  form: FormModel,
  requestRender: () => void,
): StableContext {
  const { createRecord, updateRecord, deleteRecord, retrieveRecord, retrieveMultipleRecords } = webApi;
  return {
    client: {
      disableScroll: false,
      getClient: () => "Web",
      getFormFactor: () => 1,
      isOffline: () => !navigator.onLine,
      isNetworkAvailable: () => navigator.onLine,
    },
    factory: { requestRender, getPopupService: () => undefined },
    formatting: formattingFor(form.session.format),
    navigation: {
      openAlertDialog: navigation.openAlertDialog,
      openConfirmDialog: navigation.openConfirmDialog,
      openErrorDialog: navigation.openErrorDialog,
      openForm: navigation.openForm,
      openUrl: navigation.openUrl,
      navigateTo: navigation.navigateTo,
    },
    resources: {
      // A missing key gives the key: nothing is silent.
      getString: (key: string) => loaded.strings.get(key) ?? key,
      getResource: (name: string, success: (data: string) => void, failure: () => void) => {
        fetch(webResourceUrl(name))
          .then(async (response) => success(await response.text()))
          .catch(failure);
      },
    },
    userSettings: userSettingsFor(form.session),
    utils: utilsFor(form.session),
    webAPI: { createRecord, updateRecord, deleteRecord, retrieveRecord, retrieveMultipleRecords },
    copilot: undefined,
    events: {},
  };
}

export interface Surroundings {
  readonly theme: ThemeChoice;
  readonly width: number;
  readonly updated: readonly string[];
}

/** The whole context for one `updateView`. */
export function contextFor(
  stable: StableContext,
  loaded: LoadedControl,
  control: ControlModel,
  form: FormModel,
  { theme, width, updated }: Surroundings,
): Record<string, unknown> {
  return {
    ...stable,
    parameters: parametersOf(
      loaded.manifest.properties,
      control.definition.custom?.parameters ?? {},
      control,
      form,
    ),
    updatedProperties: [...updated],
    mode: {
      allocatedHeight: -1,
      allocatedWidth: width,
      isControlDisabled: !form.isEditable(control),
      isVisible: control.visible,
      label: control.label,
      contextInfo: {
        entityId: form.id ?? "",
        entityTypeName: form.table.logicalName,
        entityRecordName: form.primaryName,
      },
      setControlState: () => true,
      trackContainerResize: () => undefined,
      setFullScreen: () => undefined,
    },
    page: {
      appId: "",
      entityId: form.id ?? "",
      entityTypeName: form.table.logicalName,
      getClientUrl: () => location.origin,
    },
    fluentDesignLanguage: {
      tokenTheme: theme.tokens,
      brand: theme.brand,
      isDarkTheme: theme.isDark,
      typographyTokens: undefined,
    },
  };
}
