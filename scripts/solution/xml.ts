import { DOMParser, type Element } from "@xmldom/xmldom";
import { readFileSync } from "node:fs";

/** Parses a file of the solution; throws with the file's name when it is not well-formed. Takes a path, gives the root element. */
export function readXml(path: string): Element {
  return parseXml(readFileSync(path, "utf8"), path);
}

/** Parses XML text (a leading byte order mark is allowed); `name` is said in the error. Gives the root element. */
export function parseXml(text: string, name: string): Element {
  const complain = (level: string, message: string): void => {
    if (level !== "warning") throw new Error(`${name}: ${message}`);
  };
  const root = new DOMParser({ onError: complain }).parseFromString(
    text.replace(/^\uFEFF/, ""),
    "text/xml",
  ).documentElement;
  if (!root) throw new Error(`${name}: no root element`);
  return root;
}

/** Child elements, all or those with a tag name. */
export function children(parent: Element, tag?: string): Element[] {
  return Array.from(parent.childNodes).filter(
    (node): node is Element => node.nodeType === 1 && (tag === undefined || node.nodeName === tag),
  );
}

/** The first child element along a path of tag names, or undefined. */
export function child(parent: Element, ...path: string[]): Element | undefined {
  return path.reduce<Element | undefined>((at, tag) => at && children(at, tag)[0], parent);
}

/** Text of the first child element along a path of tag names; empty when there is none. */
export function textOf(parent: Element, ...path: string[]): string {
  return child(parent, ...path)?.textContent?.trim() ?? "";
}

/** An attribute that must be there; throws with the element's name otherwise. */
export function attribute(element: Element, name: string): string {
  const value = element.getAttribute(name);
  if (value === null) throw new Error(`<${element.nodeName}> has no ${name}`);
  return value;
}

/** All descendants with a tag name, in document order. */
export function descendants(root: Element, tag: string): Element[] {
  return Array.from(root.getElementsByTagName(tag)) as Element[];
}
