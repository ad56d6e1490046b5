import fc from "fast-check";
import { escapeText, printXml } from "../../scripts/solution/print-xml";
import { parseXml } from "../../scripts/solution/xml";

/** Text that XML 1.0 may hold. */
const xmlText = fc
  .string({ unit: "grapheme" })
  .filter((it) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(it));

test("a text and an attribute come back as they were", () => {
  fc.assert(
    fc.property(xmlText, xmlText, (text, value) => {
      const element = parseXml("<a b=''>x</a>", "sample");
      element.setAttribute("b", value);
      element.textContent = text;
      const again = parseXml(printXml(element), "printed");
      expect(again.textContent).toBe(text);
      expect(again.getAttribute("b")).toBe(value);
    }),
    { numRuns: 300 },
  );
});

test("an element without content stays short, white space between elements goes", () => {
  expect(printXml(parseXml("<a>\n  <b/>\t<c>x</c> <d></d></a>", "sample"))).toBe(
    "<a>\n  <b />\n  <c>x</c>\n  <d />\n</a>",
  );
});

test("markup in a text is escaped", () => {
  expect(escapeText(`<a href="x">&</a>`)).toBe(`&lt;a href="x"&gt;&amp;&lt;/a&gt;`);
});

test("a file that is not well-formed is named", () => {
  expect(() => parseXml("<a><b></a>", "Entities/x/Entity.xml")).toThrow("Entities/x/Entity.xml");
});
