import { noSuchProperty } from "../../errors";
import type { DefinitionOptions } from "./options";

type Item = Record<string, unknown>;

/** Makes a collection property's value when it is expanded. */
export type Expander = (options: DefinitionOptions) => unknown;

/** Applies `$select` and `$expand` to one metadata item. `MetadataId` and annotations always stay. */
export function shape(
  item: Item,
  type: string,
  options: DefinitionOptions,
  expanders: Readonly<Record<string, Expander>> = {},
): Item {
  const chosen: Item = {};
  for (const [name, value] of Object.entries(item)) {
    if (
      options.select === undefined ||
      name === "MetadataId" ||
      name.startsWith("@") ||
      options.select.includes(name)
    )
      chosen[name] = value;
  }
  for (const name of options.select ?? []) {
    if (!(name in item)) throw noSuchProperty(name, type);
  }
  for (const [name, inner] of options.expand) {
    const expander = expanders[name];
    if (expander === undefined) throw noSuchProperty(name, type);
    chosen[name] = expander(inner);
  }
  return chosen;
}
