import { descendants, parseXml, textOf } from "../../scripts/solution/xml";
import { files, xmlFiles, zipEntries } from "./support/solution";

const registrations = xmlFiles(/^WebResources\/.+\.data\.xml$/);
const names = registrations.map(({ root }) => textOf(root, "Name"));
const TYPES: Record<string, string> = { html: "1", css: "2", js: "3", svg: "11", resx: "12" };

test.each(registrations)("$path has its file, its type and its place in the zip", ({ path, root }) => {
  const name = textOf(root, "Name");
  const id = textOf(root, "WebResourceId").replace(/[{}]/g, "").toUpperCase();
  expect(path).toBe(`WebResources/${name}.data.xml`);
  expect(files.has(`WebResources/${name}`)).toBe(true);
  expect(textOf(root, "WebResourceType")).toBe(TYPES[name.split(".").pop() ?? ""]);
  expect(textOf(root, "FileName")).toBe(`/WebResources/${name.replace(/[/.]/g, "")}${id}`);
  expect(zipEntries("unmanaged")[textOf(root, "FileName").slice(1)]?.length).toBeGreaterThan(0);
});

test("no file among the web resources is without a registration", () => {
  const unregistered = [...files.keys()].filter(
    (path) =>
      path.startsWith("WebResources/") && !path.endsWith(".data.xml") && !files.has(`${path}.data.xml`),
  );
  expect(unregistered).toEqual([]);
});

test("every $webresource reference names a web resource of the solution", () => {
  const used = [...files]
    .filter(([path]) => path.endsWith(".xml"))
    .flatMap(([, bytes]) =>
      [
        ...Buffer.from(bytes)
          .toString("utf8")
          .matchAll(/\$webresource:([^"<]+)/g),
      ].map((match) => match[1] ?? ""),
    );
  expect(used.length).toBeGreaterThan(0);
  expect([...new Set(used)].filter((name) => !names.includes(name))).toEqual([]);
});

test("every table icon is a web resource of the solution", () => {
  const icons = xmlFiles(/Entity\.xml$/).flatMap(({ root }) => descendants(root, "IconVectorName"));
  expect(icons.length).toBe(8);
  for (const icon of icons) expect(names).toContain(icon.textContent);
});

test("form libraries and handlers name scripts of the solution", () => {
  const forms = xmlFiles(/\/FormXml\//);
  const libraries = forms.flatMap(({ root }) =>
    descendants(root, "Library").map((it) => it.getAttribute("name")),
  );
  const handlers = forms.flatMap(({ root }) =>
    descendants(root, "Handler").map((it) => it.getAttribute("libraryName")),
  );
  expect(libraries.length).toBeGreaterThan(0);
  expect(handlers.length).toBe(libraries.length);
  for (const name of [...libraries, ...handlers]) expect(names).toContain(name);
});

test("scripts say which texts they need, so that the platform loads them first", () => {
  // A page loads its own script, and is handed its words.
  const scripts = registrations.filter(
    ({ root }) =>
      textOf(root, "WebResourceType") === "3" && !/\/(values|setup)\b.*\.js$/.test(textOf(root, "Name")),
  );
  expect(scripts).toHaveLength(2);
  for (const { root } of scripts) {
    const dependencies = parseXml(textOf(root, "DependencyXml"), "DependencyXml");
    const needed = descendants(dependencies, "Library").map((it) => it.getAttribute("name"));
    expect(needed).toEqual(names.filter((name) => name.endsWith(".resx")).sort(byScript(needed)));
    for (const name of needed) expect(names).toContain(name);
  }
});

/** Sorts as another list does. */
const byScript =
  (order: readonly (string | null)[]) =>
  (a: string, b: string): number =>
    order.indexOf(a) - order.indexOf(b);

test("pages load scripts of the solution, beside them", () => {
  const pages = names.filter((name) => name.endsWith(".html"));
  expect(pages.length).toBeGreaterThan(0);
  for (const page of pages) {
    const html = Buffer.from(files.get(`WebResources/${page}`)!).toString("utf8");
    const scripts = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? "");
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) {
      expect(names).toContain(new URL(script, `https://x/${page}`).pathname.slice(1));
    }
  }
});
