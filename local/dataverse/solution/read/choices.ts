import type { Element } from "@xmldom/xmldom";
import type { ChoiceInput, Option } from "../../metadata/types";
import { attribute, child, children, labelsOf } from "../xml/elements";

/** Reads a global `<optionset>`. */
export const readChoice = (element: Element): ChoiceInput => ({
  name: attribute(element, "Name") ?? "",
  displayName: labelsOf(element, "displaynames"),
  description: labelsOf(element, "Descriptions"),
  options: readOptions(element),
  isCustom: true,
});

/** Options of a choice, yes/no, state or status, whatever they are called there. */
export function readOptions(optionSet: Element): readonly Option[] {
  const of = (container: string, name: string): readonly Element[] =>
    children(child(optionSet, container), name);
  return [
    ...of("options", "option").map(readOption),
    ...of("states", "state").map((state) => ({
      ...readOption(state),
      defaultStatus: Number(attribute(state, "defaultstatus")),
      invariantName: attribute(state, "invariantname") ?? "",
    })),
    ...of("statuses", "status").map((status) => ({
      ...readOption(status),
      state: Number(attribute(status, "state")),
    })),
  ];
}

const readOption = (element: Element): Option => {
  const color = attribute(element, "Color");
  return {
    value: Number(attribute(element, "value")),
    labels: labelsOf(element, "labels"),
    description: labelsOf(element, "Descriptions"),
    ...(color === undefined ? {} : { color }),
  };
};
