import { attribute, children } from "../util/xml";
import type { Parameter, RulePart, Rules, ScriptCall } from "./types";

const PARAMETERS: Readonly<Record<string, (value: string) => Parameter>> = {
  CrmParameter: (value) => ({ kind: "crm", value }),
  StringParameter: (value) => ({ kind: "constant", value }),
  IntParameter: (value) => ({ kind: "constant", value: Number.parseInt(value, 10) }),
  DecimalParameter: (value) => ({ kind: "constant", value: Number(value) }),
  BoolParameter: (value) => ({ kind: "constant", value: /^(true|1)$/i.test(value) }),
};

/** `<JavaScriptFunction>` or `<CustomRule>`: library, function, arguments in their order. */
export function parseScript(element: Element): ScriptCall {
  return {
    library: (attribute(element, "Library") ?? "").replace(/^\$webresource:/, ""),
    functionName: attribute(element, "FunctionName") ?? "",
    parameters: children(element).flatMap((parameter) => {
      const make = PARAMETERS[parameter.tagName];
      return make ? [make(attribute(parameter, "Value") ?? "")] : [];
    }),
  };
}

function parsePart(element: Element): RulePart {
  return {
    kind: element.tagName,
    attributes: Object.fromEntries(Array.from(element.attributes).map((a) => [a.name, a.value])),
    ...(element.tagName === "CustomRule" ? { script: parseScript(element) } : {}),
    ...(element.tagName === "OrRule"
      ? { groups: children(element, "Or").map((group) => children(group).map(parsePart)) }
      : {}),
  };
}

/** Rule definitions by id. */
export function parseRules(list: Element | undefined, tag: "EnableRule" | "DisplayRule"): Rules {
  return new Map(
    children(list, tag).map((rule) => [attribute(rule, "Id") ?? "", children(rule).map(parsePart)] as const),
  );
}
