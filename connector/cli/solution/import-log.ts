import { DOMParser } from "@xmldom/xmldom";

/** Something the import has to say of one component. */
export interface LogFinding {
  readonly result: "warning" | "failure";
  /** The kind of component and its name, as far as the log says. */
  readonly component: string;
  readonly text: string;
}

const NAMES = ["LocalizedName", "name", "id"];

/**
 * Warnings and failures in an import job's log (importjob.data): each component has a `result` element.
 * https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/importjob
 */
export function findingsIn(data: string): readonly LogFinding[] {
  if (data.trim() === "") return [];
  const log = new DOMParser({ onError: () => {} }).parseFromString(data, "text/xml");
  const found = Array.from(log.getElementsByTagName("result")).flatMap((element): readonly LogFinding[] => {
    const result = element.getAttribute("result");
    if (result !== "warning" && result !== "failure") return [];
    const of = element.parentElement;
    const name = NAMES.map((key) => of?.getAttribute(key)).find(Boolean);
    const component = [of?.nodeName, name].filter(Boolean).join(" ");
    return [{ result, component, text: element.getAttribute("errortext") ?? "" }];
  });
  // The whole says again what its part has said.
  return found.filter(
    (one, at) => found.findIndex((other) => other.text === one.text) === at || one.text === "",
  );
}
