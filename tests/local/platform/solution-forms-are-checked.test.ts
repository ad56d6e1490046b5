import { createPlatform, type Platform } from "../../../local/dataverse/platform";
import {
  cell,
  column,
  CONTROL,
  controlOnCell,
  form,
  ownTable,
  type SmallSolution,
} from "./support/small-solution";
import { controlParts, tableRoot, verdictOf, withTable } from "./support/verdict";

let platform: Platform;
beforeAll(async () => {
  platform = await createPlatform();
});

const verdict = (solution: SmallSolution): string => verdictOf(platform, solution);
const withForm = (formXml: string, more: SmallSolution = {}): SmallSolution =>
  withTable({ forms: formXml }, more);

const GENERIC = "0x80048033";
/** A class id that generated guides copy from each other and no control has. */
const NO_CONTROL = "533B9108-5A8B-42CB-BD37-52D1B8E7C741";

describe("forms are checked before anything is written (facts: solutions, forms)", () => {
  const parameters = "<value>sml_name</value>";
  it.each<[string, SmallSolution, string]>([
    [
      "a control nobody has: the prefix was forgotten",
      withForm(form(cell("sml_name"), controlOnCell("Small.Panel", parameters))),
      "0x80160007 Custom control with name Small.Panel does not exist",
    ],
    [
      "a property bound to a column that does not exist",
      withForm(form(cell("sml_name"), controlOnCell(CONTROL, "<value>sml_gone</value>")), controlParts),
      "0x80160051 Property value is bound to a non-existent attribute",
    ],
    [
      "a required property left out",
      withForm(form(cell("sml_name"), controlOnCell(CONTROL, '<mode static="true">No</mode>')), controlParts),
      "0x80160032 Property value is required, but the declaration is missing",
    ],
    [
      "form factors left out",
      withForm(form(cell("sml_name"), controlOnCell(CONTROL, parameters, [2])), controlParts),
      "Custom control declaration for form factor(s) 0,1 is missing for control with uniqueid",
    ],
    [
      "a form without tabs",
      withForm(form(cell("sml_name")).replace(/<tabs>.*<\/tabs>/, "<tabs />")),
      "0x80048425 The element 'tabs' has incomplete content.",
    ],
    [
      "a label that is missing in the base language",
      withForm(form(cell("sml_name", '<labels><label description="A" languagecode="1031" /></labels>'))),
      "0x8004f658",
    ],
    ["a column that does not exist", withForm(form(cell("sml_gone"))), GENERIC],
    [
      "a class of control that the platform does not have",
      withForm(form(cell("sml_name")).replace(/classid="[^"]*"/, `classid="{${NO_CONTROL}}"`)),
      `the control sml_name has the class id {${NO_CONTROL}}, which no control has`,
    ],
    [
      "a control that is made for other columns",
      withTable({
        columns: column("sml_Worth", "decimal", "<Accuracy>2</Accuracy>"),
        forms: form(cell("sml_worth")),
      }),
      "cannot show sml_worth, a column of type Decimal",
    ],
    [
      "a script library that does not exist",
      withForm(form(cell("sml_name"), '<formLibraries><Library name="sml_/js/gone.js" /></formLibraries>')),
      "sml_/js/gone.js",
    ],
  ])("%s", (_name, solution, expected) => {
    expect(verdict(solution)).toContain(expected);
  });

  it.each(["mobile", "mainInteractionCentric"])("a form of type %s is a 501 that names it", (type) => {
    const entity = ownTable({ forms: form(cell("sml_name")) }).replace('type="main"', `type="${type}"`);
    expect(verdict({ containers: { Entities: entity }, roots: [tableRoot] })).toContain(
      `does not implement forms of type ${type}`,
    );
  });

  it("an id that occurs twice", () => {
    expect(verdict(withForm(form(cell("sml_name") + cell("sml_name"))))).toContain("occurs twice");
  });
});
