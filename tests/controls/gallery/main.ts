import * as Fluent from "@fluentui/react-components";
import * as React from "react";
import * as ReactDOM from "react-dom";
import { CONTACT_ID, contactRow } from "../support/samples";
import { STATES, type GalleryState } from "./states";

/** The page the browser test looks at: the built control, once for each state, in the framework's place. */
interface Page {
  Reactv16: unknown;
  FluentUIReactv940: unknown;
  ComponentFramework: { registerControl(name: string, control: new () => Control): void };
  Xrm: unknown;
  showGallery(options: { dark: boolean; width: number; texts: Record<string, string> }): Promise<void>;
}

interface Control {
  init(context: unknown): void;
  updateView(context: unknown): React.ReactElement;
  destroy(): void;
}

const page = globalThis as unknown as Page;
let Panel: new () => Control;
const shown: (() => void)[] = [];

page.Reactv16 = React;
page.FluentUIReactv940 = Fluent;
page.ComponentFramework = { registerControl: (_name, control) => (Panel = control) };

page.showGallery = async ({ dark, width, texts }) => {
  shown.splice(0).forEach((clear) => clear());
  const theme = dark ? Fluent.webDarkTheme : Fluent.webLightTheme;
  document.body.style.cssText = `margin:0;background:${theme.colorNeutralBackground1}`;
  let number = 100;
  for (const [name, state] of Object.entries(STATES)) {
    await show(name, state, String(number++), theme, width, texts);
  }
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
      retrieveMultipleRecords: () => Promise.resolve({ entities: state.answer ? [state.answer] : [] }),
    },
  };
  const context = contextFor(state, `${CONTACT_ID.slice(0, -3)}${number}`, theme, texts);
  const control = new Panel();
  control.init(context);
  ReactDOM.render(React.createElement(Fluent.FluentProvider, { theme }, control.updateView(context)), host);
  shown.push(() => {
    control.destroy();
    ReactDOM.unmountComponentAtNode(host);
    host.remove();
  });
  if (!state.click) return;
  await until(() => host.querySelector(`[data-wave-action=${state.click}]`));
  host.querySelector<HTMLElement>(`[data-wave-action=${state.click}]`)?.click();
  await until(() => host.querySelector("[data-wave-result], .fui-MessageBar, [data-wave-step=working]"));
}

function contextFor(state: GalleryState, id: string, theme: Fluent.Theme, texts: Record<string, string>) {
  const answer = () => {
    if (state.row === "never") return new Promise(() => undefined);
    if (typeof state.row === "number") return Promise.reject({ errorCode: state.row });
    return Promise.resolve({ entities: [state.row ?? contactRow()] });
  };
  return {
    mode: {
      isControlDisabled: state.disabled ?? false,
      contextInfo: { entityTypeName: "contact", entityId: state.isNew ? undefined : id },
    },
    parameters: { status: { raw: null }, syncedOn: { raw: null } },
    resources: { getString: (key: string) => texts[key] ?? key },
    formatting: { formatTime: (date: Date) => date.toISOString().slice(0, 16) },
    client: { isOffline: () => state.offline ?? false },
    utils: { hasEntityPrivilege: () => state.mayAct ?? true },
    userSettings: { languageId: 1033 },
    fluentDesignLanguage: { tokenTheme: theme },
    webAPI: { retrieveMultipleRecords: answer },
  };
}

/** Waits for a fact, frame by frame. */
async function until(fact: () => unknown): Promise<void> {
  while (!fact()) await new Promise((resolve) => requestAnimationFrame(resolve));
}
