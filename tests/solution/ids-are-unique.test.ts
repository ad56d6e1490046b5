import { bare, xmlFiles } from "./support/solution";
import { descendants, textOf } from "../../scripts/solution/xml";

const forms = xmlFiles(/\/FormXml\//);

test("no two parts share an ID", () => {
  const all = [
    ...forms.map(({ root }) => textOf(descendants(root, "systemform")[0]!, "formid")),
    ...xmlFiles(/\/SavedQueries\//).map(({ root }) =>
      textOf(descendants(root, "savedquery")[0]!, "savedqueryid"),
    ),
    ...xmlFiles(/\.data\.xml$/).flatMap(({ root }) => textOf(root, "WebResourceId") || []),
    ...xmlFiles(/^Roles\//).map(({ root }) => root.getAttribute("id") ?? ""),
    ...xmlFiles(/^SdkMessageProcessingSteps\//).map(
      ({ root }) => root.getAttribute("SdkMessageProcessingStepId") ?? "",
    ),
  ].map(bare);
  expect(all.every((id) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))).toBe(true);
  expect(new Set(all).size).toBe(all.length);
});

test("files of forms and views are named after their IDs", () => {
  for (const { path, root } of [...forms, ...xmlFiles(/\/SavedQueries\//)]) {
    const id = textOf(root, "systemform", "formid");
    const view = textOf(root, "savedquery", "savedqueryid");
    expect(path.endsWith(`/${id || view}.xml`)).toBe(true);
  }
});

test.each(forms)("$path: tabs, sections, cells and handlers have IDs of their own", ({ root }) => {
  const ids = ["tab", "section", "cell", "header", "footer"]
    .flatMap((tag) => descendants(root, tag))
    .map((it) => it.getAttribute("id") ?? "");
  expect(ids).not.toContain("");
  expect(new Set(ids).size).toBe(ids.length);
});
