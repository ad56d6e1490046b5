import { packCustomizations } from "../../scripts/pack/customizations";
import { contentTypes } from "../../scripts/pack/content-types";
import { packSolution } from "../../scripts/pack/solution-zip";
import { unzipSync } from "fflate";

const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

function source(extra: Record<string, string> = {}): Map<string, Uint8Array> {
  const texts: Record<string, string> = {
    "Other/Customizations.xml": `<ImportExportXml ${XSI}><Entities /><Roles /><EntityRelationships /><WebResources /></ImportExportXml>`,
    "Other/Solution.xml":
      "<ImportExportXml><SolutionManifest><Managed>2</Managed></SolutionManifest></ImportExportXml>",
    "Entities/x_Thing/Entity.xml": `\uFEFF<Entity ${XSI}><Name>x_Thing</Name><FormXml /><SavedQueries /><RibbonDiffXml /></Entity>`,
    ...extra,
  };
  return new Map(Object.entries(texts).map(([path, text]) => [path, Buffer.from(text, "utf8")]));
}

test("forms go into one <forms> for each type, views into one <savedqueries>, the ribbon into its place", () => {
  const packed = packCustomizations(
    source({
      "Entities/x_Thing/FormXml/main/{1}.xml": `<forms ${XSI}><systemform><formid>{1}</formid></systemform></forms>`,
      "Entities/x_Thing/FormXml/quick/{2}.xml": `<forms><systemform><formid>{2}</formid></systemform></forms>`,
      "Entities/x_Thing/SavedQueries/{3}.xml": `<savedqueries><savedquery><savedqueryid>{3}</savedqueryid></savedquery></savedqueries>`,
      "Entities/x_Thing/RibbonDiff.xml": `<RibbonDiffXml ${XSI}><CustomActions /></RibbonDiffXml>`,
    }),
  ).replace(/>\s+</g, "><");
  expect(packed).toContain(
    '<FormXml><forms type="main"><systemform><formid>{1}</formid></systemform></forms>' +
      '<forms type="quick"><systemform><formid>{2}</formid></systemform></forms></FormXml>' +
      "<SavedQueries><savedqueries><savedquery><savedqueryid>{3}</savedqueryid></savedquery></savedqueries></SavedQueries>" +
      "<RibbonDiffXml><CustomActions /></RibbonDiffXml>",
  );
});

test("relationship files lose their wrapper, role files keep their root", () => {
  const packed = packCustomizations(
    source({
      "Other/Relationships/Account.xml": `<EntityRelationships ${XSI}><EntityRelationship Name="a_b" /></EntityRelationships>`,
      "Other/Relationships.xml": `<EntityRelationships><EntityRelationship Name="a_b" /></EntityRelationships>`,
      "Roles/Reader.xml": `<Role id="{4}" name="Reader" ${XSI} />`,
    }),
  ).replace(/>\s+</g, "><");
  expect(packed).toContain('<EntityRelationships><EntityRelationship Name="a_b" /></EntityRelationships>');
  expect(packed).toContain('<Roles><Role id="{4}" name="Reader" /></Roles>');
});

test("a web resource goes where its registration says, its registration into customizations.xml", () => {
  const data = "<WebResource><Name>x_/a.js</Name><FileName>/WebResources/x_ajsGUID</FileName></WebResource>";
  const files = source({ "WebResources/x_/a.js": "alert", "WebResources/x_/a.js.data.xml": data });
  const zip = unzipSync(packSolution(files, false));
  expect(Object.keys(zip)).toEqual([
    "[Content_Types].xml",
    "solution.xml",
    "customizations.xml",
    "WebResources/x_ajsGUID",
  ]);
  expect(Buffer.from(zip["customizations.xml"]!).toString()).toContain(
    "<FileName>/WebResources/x_ajsGUID</FileName>",
  );
});

test("a file with nowhere to go stops the build instead of being dropped", () => {
  expect(() =>
    packCustomizations(source({ "OptionSets/x_choice.xml": '<optionset Name="x_choice" />' })),
  ).toThrow("Other/Customizations.xml has no <optionsets /> to fill");
  expect(() => packSolution(source({ "WebResources/x_/b.js": "" }), false)).toThrow(
    "the solution has no WebResources/x_/b.js.data.xml",
  );
});

test("every part of the zip has a content type", () => {
  const types = contentTypes(["customizations.xml", "Controls/a/bundle.js", "WebResources/x_ajsGUID"]);
  expect(types).toContain('<Default Extension="js" ');
  expect(types).toContain('<Default Extension="xml" ');
  expect(types).toContain('<Override PartName="/WebResources/x_ajsGUID" ');
});
