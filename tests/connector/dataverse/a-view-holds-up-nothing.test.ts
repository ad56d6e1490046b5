import { readFetchDocument } from "../../../connector/dataverse/fetch-document";

const FETCH =
  '<fetch version="1.0"><entity name="contact"><filter type="and"><condition attribute="a" operator="eq" value="&lt;x"/></filter></entity></fetch>';

/** The time of the quicker of two tries: the machine may be busy with something else. */
function msFor(text: string): number {
  const times = [0, 1].map(() => {
    const began = process.cpuUsage();
    readFetchDocument(text);
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

describe("a view's text", () => {
  it("is read with its elements and where they stand", () => {
    const fetch = readFetchDocument(`<?xml version="1.0"?><!-- a > b --> ${FETCH}`)!;
    const [entity] = fetch.children;
    expect([fetch.name, entity!.name, entity!.attributes.name]).toEqual(["fetch", "entity", "contact"]);
    expect(entity!.children[0]!.children[0]!.attributes).toEqual({
      attribute: "a",
      operator: "eq",
      value: "&lt;x",
    });
  });

  it.each([
    ["", "nothing"],
    ["fetch", "no element"],
    ["<fetch>", "an end that is missing"],
    ["<fetch></entity></fetch>", "another end"],
    ["<fetch/><fetch/>", "two roots"],
    ["<entity/>", "another root"],
    ["<fetch a=b/>", "an attribute without quotes"],
    ["<fetch><</fetch>", "a bracket"],
    ["<fetch/><!--", "a comment without end"],
    ["<fetch/><?", "an instruction without end"],
  ])("%j is none: %s", (text) => expect(readFetchDocument(text)).toBeNull());

  it.each([
    ["comments that never end", "<!--"],
    ["instructions that never end", "<?"],
    ["brackets", "<"],
    ["tags that never end", "<a b='"],
    ["tags of blanks", "<a      "],
    ["comments", "<!---->"],
  ])("of %s takes no longer than it is long", (_name, piece) => {
    // Ten times the text; were it quadratic, it would be a hundred times the work, seconds of it.
    const long = msFor(piece.repeat(480_000 / piece.length));
    expect(long).toBeLessThan(1_000);
    expect(readFetchDocument(piece.repeat(1000))).toBeNull();
  });

  it("deeper or longer than any view is none, whatever stands in it", () => {
    const nested = (depth: number) =>
      `<fetch>${"<filter>".repeat(depth)}${"</filter>".repeat(depth)}</fetch>`;
    expect(readFetchDocument(nested(90))).not.toBeNull();
    expect(readFetchDocument(nested(8_000))).toBeNull();
    expect(readFetchDocument(`${FETCH}${" ".repeat(500_000)}`)).toBeNull();
  });
});
