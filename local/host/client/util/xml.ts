/** Small helpers over DOMParser, for FormXml, RibbonDiffXml, layouts, FetchXML and resx. */

/** Parses XML; throws with the parser's own words when it is not well-formed. */
export function parseXml(text: string): Document {
  const document = new DOMParser().parseFromString(text, "application/xml");
  const error = document.getElementsByTagName("parsererror")[0];
  if (error) throw new Error(`Not well-formed XML: ${error.textContent ?? ""}`);
  return document;
}

/** Child elements, all or those called `name` (case as written). */
export function children(parent: Element | null | undefined, name?: string): Element[] {
  if (!parent) return [];
  return Array.from(parent.childNodes).filter(
    (node): node is Element =>
      node.nodeType === 1 && (name === undefined || (node as Element).tagName === name),
  );
}

export function child(parent: Element | null | undefined, name: string): Element | undefined {
  return children(parent, name)[0];
}

/** The element reached by following `path` through first children. */
export function descend(parent: Element | null | undefined, ...path: string[]): Element | undefined {
  return path.reduce<Element | undefined>((at, name) => child(at, name), parent ?? undefined);
}

export function attribute(element: Element | undefined, name: string): string | undefined {
  return element?.getAttribute(name) ?? undefined;
}

/** `true`, `True` and `1` are true; absent is `fallback`. */
export function flag(element: Element | undefined, name: string, fallback = false): boolean {
  const value = attribute(element, name);
  return value === undefined ? fallback : /^(true|1)$/i.test(value);
}

export function text(element: Element | undefined): string | undefined {
  const value = element?.textContent?.trim();
  return value ? value : undefined;
}

/** GUIDs are written with and without braces, in both cases; compared and sent as lower case without. */
export function guid(value: string | null | undefined): string {
  return (value ?? "").replace(/[{}]/g, "").toLowerCase();
}

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

export function escapeXml(value: string): string {
  return value.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** The element itself if so called, else all such elements below it. */
export function descendants(root: Element, name: string): Element[] {
  return root.tagName === name ? [root] : Array.from(root.getElementsByTagName(name));
}
