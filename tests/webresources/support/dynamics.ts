import { XrmMockGenerator } from "xrm-mock";
import { readResx } from "./resx";

/** A form in a mocked Dynamics: what xrm-mock has, and stand-ins for what it leaves out. */
export interface Dynamics {
  readonly form: Xrm.FormContext;
  readonly execute: jest.Mock;
  readonly retrieve: jest.Mock;
  readonly create: jest.Mock;
  /** Mappings of the table, which say what to ask for before a sync; none by default. */
  readonly mappings: jest.Mock;
  readonly save: jest.Mock;
  readonly refresh: jest.Mock;
  readonly alert: jest.Mock;
  readonly confirm: jest.Mock;
  readonly navigate: jest.Mock;
  readonly banner: jest.Mock;
  /** Texts the progress indicator showed; undefined: it was closed. */
  readonly progress: (string | undefined)[];
  /** Messages that stand on the form now. */
  messages(): { readonly message: string; readonly level: string }[];
  setDirty(dirty: boolean): void;
  /** Replaces the id the form reports, as saving a new record does. */
  setId(id: string): void;
}

export const CONTACT_ID = "22222222-2222-4222-8222-222222222222";

/** Starts a Dynamics with a contact's form; texts come from the English resources. */
export function startDynamics(language = 1033): Dynamics {
  const xrm = XrmMockGenerator.initialise({ entity: { id: `{${CONTACT_ID}}`, entityName: "contact" } });
  const form = XrmMockGenerator.getFormContext() as unknown as Xrm.FormContext;
  const texts = readResx(`webresources/strings/WaveSync.${language}.resx`);
  const progress: (string | undefined)[] = [];
  let dirty = false;
  let id = `{${CONTACT_ID}}`;

  const mocks = {
    execute: jest.fn().mockResolvedValue({ ok: true, status: 204 }),
    retrieve: jest.fn().mockResolvedValue({ entities: [] }),
    create: jest.fn().mockResolvedValue({ id: CONTACT_ID, entityType: "wave_operation" }),
    mappings: jest.fn().mockResolvedValue({ entities: [] }),
    confirm: jest.fn().mockResolvedValue({ confirmed: true }),
    save: jest.fn(async () => {
      dirty = false;
    }),
    refresh: jest.fn().mockResolvedValue(undefined),
    alert: jest.fn().mockResolvedValue(undefined),
    navigate: jest.fn().mockResolvedValue(undefined),
    banner: jest.fn().mockResolvedValue("banner"),
  };
  Object.assign(xrm.Utility, {
    getResourceString: (resource: string, key: string) =>
      resource === "wave_/strings/WaveSync" ? (texts.get(key) ?? null) : null,
    showProgressIndicator: (text: string) => progress.push(text),
    closeProgressIndicator: () => progress.push(undefined),
    getGlobalContext: () => ({
      client: { isOffline: () => false, isNetworkAvailable: () => true },
      userSettings: { languageId: language },
    }),
  });
  Object.assign(xrm.WebApi.online, { execute: mocks.execute });
  Object.assign(xrm.WebApi, {
    createRecord: mocks.create,
    retrieveMultipleRecords: (table: string, options: string) =>
      table === "wave_mapping" ? mocks.mappings(options) : mocks.retrieve(table, options),
  });
  Object.assign(xrm.Navigation, {
    openAlertDialog: mocks.alert,
    openConfirmDialog: mocks.confirm,
    navigateTo: mocks.navigate,
  });
  Object.assign(xrm.App, { addGlobalNotification: mocks.banner });
  Object.assign(form.data, { save: mocks.save, refresh: mocks.refresh });
  Object.assign(form.data.entity, { getIsDirty: () => dirty, getId: () => id });

  return {
    form,
    ...mocks,
    progress,
    messages: () =>
      (form.ui as unknown as { formNotifications?: { message: string; level: string }[] })
        .formNotifications ?? [],
    setDirty: (value) => {
      dirty = value;
    },
    setId: (value) => {
      id = value;
    },
  };
}

/** The functions Dynamics finds under `WaveSync.<part>` once the script has been loaded. */
export function published(part: string): Record<string, (...args: unknown[]) => unknown> {
  const scope = globalThis as { WaveSync?: Record<string, Record<string, (...args: unknown[]) => unknown>> };
  const functions = scope.WaveSync?.[part];
  if (!functions) throw new Error(`WaveSync.${part} is not there`);
  return functions;
}
