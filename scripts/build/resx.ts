import type { Plugin } from "esbuild";
import { attribute, children, readXml, textOf } from "../solution/xml";

/** Lets a script import a file of string resources: it is an object of its texts by key. */
export const resxTexts: Plugin = {
  name: "resx",
  setup({ onLoad }) {
    onLoad({ filter: /\.resx$/ }, ({ path }) => ({
      loader: "json",
      contents: JSON.stringify(textsIn(path)),
    }));
  },
};

function textsIn(path: string): Record<string, string> {
  return Object.fromEntries(
    children(readXml(path), "data").map((data) => [attribute(data, "name"), textOf(data, "value")]),
  );
}
