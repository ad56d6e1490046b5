import { parseResx } from "../util/resx";
import { BASE_LANGUAGE } from "../util/labels";
import { parseManifest, type ControlManifest } from "./manifest";
import { registeredControl, type ControlConstructor } from "./registry";

export interface LoadedControl {
  readonly manifest: ControlManifest;
  readonly constructor: ControlConstructor;
  readonly strings: ReadonlyMap<string, string>;
}

const controls = new Map<string, Promise<LoadedControl>>();

const urlOf = (name: string, path: string) =>
  `/Controls/${encodeURIComponent(name)}/${path.split("/").map(encodeURIComponent).join("/")}`;

async function readText(url: string): Promise<string> {
  const response = await fetch(url, { credentials: "same-origin" });
  if (!response.ok) throw new Error(`${url} could not be loaded (${response.status}).`);
  return response.text();
}

function inject(element: HTMLScriptElement | HTMLLinkElement): Promise<void> {
  return new Promise((resolve, reject) => {
    element.onload = () => resolve();
    element.onerror = () => reject(new Error(`${element.getAttribute("src") ?? ""} could not be loaded.`));
    document.head.append(element);
  });
}

/** The resx file for the user's language, else the base language's: `strings/SyncPanel.1031.resx`. */
function stringsFor(manifest: ControlManifest, lcid: number): string | undefined {
  const of = (language: number) => manifest.strings.find((path) => path.includes(`.${language}.`));
  return of(lcid) ?? of(BASE_LANGUAGE) ?? manifest.strings[0];
}

async function load(name: string, lcid: number): Promise<LoadedControl> {
  const manifest = parseManifest(await readText(urlOf(name, "ControlManifest.xml")));
  const strings = stringsFor(manifest, lcid);
  for (const style of manifest.styles) {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = urlOf(name, style);
    await inject(link);
  }
  for (const path of manifest.scripts) {
    const script = document.createElement("script");
    script.src = urlOf(name, path);
    await inject(script);
  }
  const registered = `${manifest.namespace}.${manifest.constructorName}`;
  const constructor = registeredControl(registered);
  if (!constructor) throw new Error(`The bundle of "${name}" did not register the control "${registered}".`);
  return {
    manifest,
    constructor,
    strings: strings ? parseResx(await readText(urlOf(name, strings))) : new Map(),
  };
}

/** Loads a custom control by its full name (`wave_WaveSync.SyncPanel`), once a page load. */
export function loadControl(name: string, lcid: number): Promise<LoadedControl> {
  let loading = controls.get(name);
  if (!loading) {
    loading = load(name, lcid);
    controls.set(name, loading);
    loading.catch(() => controls.delete(name));
  }
  return loading;
}
