import { attribute, child, children, parseXml } from "../util/xml";

/** Reads a .NET resx file: name to value. */
export function parseResx(xml: string): ReadonlyMap<string, string> {
  return new Map(
    children(parseXml(xml).documentElement, "data").map((data) => [
      attribute(data, "name") ?? "",
      child(data, "value")?.textContent ?? "",
    ]),
  );
}
