import { getAll, type ODataRow } from "../api/http";
import { attribute, children, parseXml } from "../util/xml";
import { parseResx } from "../util/resx";

/** Scripts loaded so far, by web resource name. */
const libraries = new Map<string, Promise<void>>();
/** Strings of resx web resources, by name without language and extension. */
const strings = new Map<string, ReadonlyMap<string, string>>();

let userLanguage = 1033;
export function setLibraryLanguage(lcid: number): void {
  userLanguage = lcid;
}

export const webResourceUrl = (name: string): string =>
  `/WebResources/${name.split("/").map(encodeURIComponent).join("/")}`;

/** `wave_/strings/App.1031.resx` is language 1031 of `wave_/strings/App`. */
function resxBase(name: string): { readonly base: string; readonly lcid: number | undefined } {
  const match = /^(.*?)(?:\.(\d{4,5}))?(?:\.resx)?$/i.exec(name);
  return { base: match?.[1] ?? name, lcid: match?.[2] ? Number(match[2]) : undefined };
}

async function loadStrings(name: string): Promise<void> {
  const { base, lcid } = resxBase(name);
  if (lcid !== undefined && lcid !== userLanguage && lcid !== 1033) return;
  const response = await fetch(webResourceUrl(name), { credentials: "same-origin" });
  if (!response.ok) throw new Error(`The strings "${name}" could not be loaded (${response.status}).`);
  const found = parseResx(await response.text());
  const known = strings.get(base);
  // The user's language wins over the base language, whichever came first.
  strings.set(
    base,
    new Map(lcid === userLanguage ? [...(known ?? []), ...found] : [...found, ...(known ?? [])]),
  );
}

/** Names a web resource depends on: `<Dependency componentType="WebResource"><Library name="…"/>`. */
async function dependenciesOf(name: string): Promise<string[]> {
  const escaped = name.replace(/'/g, "''");
  const rows = await getAll<ODataRow>(`webresourceset?$select=dependencyxml&$filter=name eq '${escaped}'`);
  const xml = rows[0]?.dependencyxml;
  if (typeof xml !== "string" || !xml) return [];
  return children(parseXml(xml).documentElement, "Dependency")
    .filter((dependency) => attribute(dependency, "componentType") === "WebResource")
    .flatMap((dependency) =>
      children(dependency, "Library").map((library) => attribute(library, "name") ?? ""),
    )
    .filter((dependency) => dependency !== "");
}

function inject(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = webResourceUrl(name);
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`The script "${name}" could not be loaded.`));
    document.head.append(script);
  });
}

/** Loads a script web resource, what it depends on first; once a page load. */
export function loadLibrary(name: string): Promise<void> {
  let loading = libraries.get(name);
  if (!loading) {
    loading = (async () => {
      const dependencies = await dependenciesOf(name);
      await Promise.all(
        dependencies.map((dependency) =>
          /\.resx$/i.test(dependency) ? loadStrings(dependency) : loadLibrary(dependency),
        ),
      );
      await inject(name);
    })();
    libraries.set(name, loading);
    loading.catch(() => libraries.delete(name));
  }
  return loading;
}

/**
 * Xrm.Utility.getResourceString: only of resx files that a loaded library depends on, as on the platform. Throws when
 * no such file was loaded; null for a key the file does not have.
 */
export function resourceString(webResource: string, key: string): string | null {
  const found = strings.get(resxBase(webResource).base);
  if (!found)
    throw new Error(`The resource "${webResource}" is not loaded: name it as a dependency of the script.`);
  return found.get(key) ?? null;
}

/** Finds `Namespace.Object.fn` on the window. */
export function findFunction(path: string): (...args: unknown[]) => unknown {
  const parts = path.split(".");
  const owner = parts
    .slice(0, -1)
    .reduce<unknown>((at, part) => (at as Record<string, unknown>)?.[part], window);
  const found = (owner as Record<string, unknown> | undefined)?.[parts[parts.length - 1] ?? ""];
  if (typeof found !== "function") throw new Error(`The function "${path}" does not exist.`);
  return found.bind(owner) as (...args: unknown[]) => unknown;
}
