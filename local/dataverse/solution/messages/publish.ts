import type { OperationDefinition } from "../../contracts";
import { MISCELLANEOUS } from "../../security/privilege-names";
import { ImportError } from "../errors";
import type { Drafts } from "../apply/drafts";
import type { PublishScope } from "../apply/component-row";
import { children } from "../xml/elements";
import { parseXml } from "../xml/parse";

/** PublishAllXml (reference: publishallxml action): every draft becomes visible. */
export const publishAll = (drafts: Drafts): OperationDefinition => ({
  name: "PublishAllXml",
  kind: "action",
  binding: "none",
  executePrivilege: MISCELLANEOUS.publishCustomization,
  parameters: [],
  response: [],
  handler: async () => {
    await drafts.publish();
    return {};
  },
});

/** Containers of a publish request, and what they publish. */
const SCOPES: Readonly<Record<string, PublishScope["kind"]>> = {
  entities: "table",
  webresources: "webresource",
  sitemaps: "sitemap",
  appmodules: "app",
  ribbons: "ribbon",
};

/** PublishXml (docs: publish-customizations, "publish request schema"): the drafts its XML names. */
export const publishXml = (drafts: Drafts): OperationDefinition => ({
  name: "PublishXml",
  kind: "action",
  binding: "none",
  executePrivilege: MISCELLANEOUS.publishCustomization,
  parameters: [{ name: "ParameterXml", type: "String" }],
  response: [],
  handler: async ({ input }) => {
    const wanted = namesIn(String(input["ParameterXml"]));
    // Controls are published with whatever shows them.
    await drafts.publish(
      ({ kind, name }) => kind === "control" || wanted.get(kind)?.has(name.toLowerCase()) === true,
    );
    return {};
  },
});

const namesIn = (parameterXml: string): ReadonlyMap<PublishScope["kind"], ReadonlySet<string>> => {
  const root = parseXml(parameterXml, "ParameterXml");
  if (root.nodeName !== "importexportxml")
    throw new ImportError("0x80048033", "ParameterXml must be an importexportxml element.");
  const wanted = new Map<PublishScope["kind"], Set<string>>();
  for (const container of children(root)) {
    const kind = SCOPES[container.nodeName];
    if (kind === undefined) continue;
    const names = children(container).map((one) =>
      (one.textContent ?? "")
        .trim()
        .replace(/^\{|\}$/g, "")
        .toLowerCase(),
    );
    wanted.set(kind, new Set(kind === "ribbon" ? ["", ...names] : names));
  }
  return wanted;
};
