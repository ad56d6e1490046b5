import * as Fluent from "@fluentui/react-components";
import * as React from "react";
import * as ReactDOM from "react-dom";
import { ClientError } from "../../../webresources/client";
import { answersFor, asBatch, CONTACT_ID, contactRow } from "../support/samples";
import { STATES, type GalleryState } from "./states";

/** The page the browser test looks at: the built control, once for each state, in the framework's place. */
interface Page {
  Reactv16: unknown;
  FluentUIReactv940: unknown;
  ComponentFramework: { registerControl(name: string, control: new () => Control): void };
  Xrm: unknown;
  fetch: typeof fetch;
  showGallery(options: GalleryOptions): Promise<void>;
}

export interface GalleryOptions {
  readonly dark: boolean;
  readonly width: number;
  /** Texts of all controls. */
  readonly texts: Record<string, string>;
  /** Only these states; default: all. */
  readonly only?: readonly string[];
}

interface Control {
  init(context: unknown): void;
  updateView(context: unknown): React.ReactElement;
  destroy(): void;
}

const page = globalThis as unknown as Page;
const controls = new Map<string, new () => Control>();
const shown: (() => void)[] = [];

page.Reactv16 = React;
page.FluentUIReactv940 = Fluent;
page.ComponentFramework = {
  registerControl: (name, control) => controls.set(name.split(".").pop() ?? "", control),
};

/** What the platform answers for each record shown: reads come when they come. */
const rows = new Map<string, GalleryState>();

page.fetch = async (_path, init) => {
  const [, state] = [...rows].find(([id]) => String(init?.body).includes(id)) ?? [];
  if (state?.row === "never") return new Promise<Response>(() => undefined);
  if (typeof state?.row === "number") return asBatch([new ClientError("NO_PRIVILEGE"), [], []]);
  return asBatch(answersFor((state?.row as Record<string, unknown>) ?? contactRow(), state?.agreed));
};

page.showGallery = async ({ dark, width, texts, only }) => {
  shown.splice(0).forEach((clear) => clear());
  const theme = dark ? Fluent.webDarkTheme : Fluent.webLightTheme;
  document.body.style.cssText = `margin:0;background:${theme.colorNeutralBackground1}`;
  let number = 100;
  for (const [name, state] of Object.entries(STATES)) {
    if (only && !only.includes(name)) continue;
    await show(name, state, String(number++), theme, width, texts);
  }
  // A button that has just been opened again is still on its way to its colours.
  const changing = document.getAnimations().filter((each) => each instanceof CSSTransition);
  await Promise.allSettled(changing.map((each) => each.finished));
};

async function show(
  name: string,
  state: GalleryState,
  number: string,
  theme: Fluent.Theme,
  width: number,
  texts: Record<string, string>,
): Promise<void> {
  const host = document.body.appendChild(document.createElement("div"));
  host.dataset.state = name;
  host.style.width = `${width}px`;
  page.Xrm = {
    WebApi: {
      online: {
        execute: () =>
          state.refused
            ? Promise.reject({ errorCode: state.refused })
            : Promise.resolve({ ok: true, status: 204 }),
      },
      createRecord: () => Promise.resolve({}),
      retrieveMultipleRecords: () => Promise.resolve({ entities: state.answer ? [state.answer] : [] }),
    },
    Utility: { getGlobalContext: () => ({ getClientUrl: () => location.origin }) },
  };
  const id = `${CONTACT_ID.slice(0, -3)}${number}`;
  rows.set(id, state);
  const context = contextFor(state, id, theme, texts);
  sessionStorage.clear();
  const Shown = controls.get(state.control ?? "SyncPanel") as new () => Control;
  const control = new Shown();
  control.init(context);
  ReactDOM.render(React.createElement(Fluent.FluentProvider, { theme }, control.updateView(context)), host);
  shown.push(() => {
    control.destroy();
    ReactDOM.unmountComponentAtNode(host);
    host.remove();
  });
  for (const selector of state.clicks ?? []) {
    await until(() => host.querySelector(selector));
    host.querySelector<HTMLElement>(selector)?.click();
    await until(() => host.querySelector(ARRIVED));
  }
}

/** What shows that a click has had its effect. */
const ARRIVED = "[data-wave-result], .fui-MessageBar, [data-wave-step=working], [data-wave-ended]";

const LABELS: Readonly<Record<string, string>> = { jobtitle: "Job Title", websiteurl: "Website" };

function contextFor(state: GalleryState, id: string, theme: Fluent.Theme, texts: Record<string, string>) {
  return {
    mode: {
      isControlDisabled: state.disabled ?? false,
      contextInfo: {
        entityTypeName: state.control === "IssueDecision" ? "wave_issue" : "contact",
        entityId: state.isNew ? undefined : id,
      },
    },
    parameters: parametersOf(state),
    resources: { getString: (key: string) => texts[key] ?? key },
    formatting: { formatTime: (date: Date) => date.toISOString().slice(0, 16) },
    client: { isOffline: () => state.offline ?? false },
    utils: {
      hasEntityPrivilege: () => state.mayAct ?? true,
      getEntityMetadata: async () => ({
        Attributes: { get: (name: string) => ({ DisplayName: LABELS[name] ?? name }) },
      }),
    },
    userSettings: { languageId: 1033 },
    fluentDesignLanguage: { tokenTheme: theme },
    webAPI: { retrieveMultipleRecords: () => Promise.reject(new Error("not this way")) },
  };
}

function parametersOf({ issue }: GalleryState): object {
  if (!issue) return { status: { raw: null }, syncedOn: { raw: null } };
  const { details, status, code, message, nextStep } = issue;
  return {
    details: { raw: details ? JSON.stringify(details) : null },
    status: { raw: status ?? 628_140_000 },
    code: { raw: code },
    message: { raw: message },
    nextStep: { raw: nextStep },
    connection: { raw: [{ id: "c", name: "Wave", entityType: "wave_connection" }] },
  };
}

/** Waits for a fact, frame by frame. */
async function until(fact: () => unknown): Promise<void> {
  while (!fact()) await new Promise((resolve) => requestAnimationFrame(resolve));
}
