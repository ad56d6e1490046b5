import { attribute, child, children, flag, parseXml } from "../util/xml";

/** What a built ControlManifest.xml says, as far as a form needs it. */
export interface ControlManifest {
  readonly namespace: string;
  readonly constructorName: string;
  /** virtual controls give React elements; standard ones draw into a container. */
  readonly isVirtual: boolean;
  readonly properties: readonly PropertyDefinition[];
  /** Paths below the control's folder. */
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
  readonly strings: readonly string[];
}

export interface PropertyDefinition {
  readonly name: string;
  readonly ofType: string;
  readonly usage: "bound" | "input" | "output";
  readonly required: boolean;
  readonly defaultValue?: string;
}

export function parseManifest(xml: string): ControlManifest {
  const control = child(parseXml(xml).documentElement, "control");
  const resources = child(control, "resources");
  const paths = (tag: string) =>
    children(resources, tag)
      .sort((a, b) => Number(attribute(a, "order") ?? 0) - Number(attribute(b, "order") ?? 0))
      .map((element) => attribute(element, "path") ?? "");
  return {
    namespace: attribute(control, "namespace") ?? "",
    constructorName: attribute(control, "constructor") ?? "",
    isVirtual: attribute(control, "control-type") === "virtual",
    properties: children(control, "property").map((property) => {
      const defaultValue = attribute(property, "default-value");
      return {
        name: attribute(property, "name") ?? "",
        ofType: attribute(property, "of-type") ?? "",
        usage: (attribute(property, "usage") ?? "bound") as PropertyDefinition["usage"],
        required: flag(property, "required"),
        ...(defaultValue === undefined ? {} : { defaultValue }),
      };
    }),
    scripts: paths("code"),
    styles: paths("css"),
    strings: paths("resx"),
  };
}
