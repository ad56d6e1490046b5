import { strToU8, zipSync } from "fflate";
import { readSolution } from "../../../local/dataverse/solution/read/package";
import { readZip } from "../../../local/dataverse/solution/zip/read-zip";
import { packSolution } from "./support/small-solution";

const codeOf = (work: () => unknown): string => {
  try {
    work();
    return "none";
  } catch (error) {
    return (error as { code: string }).code;
  }
};
const messageOf = (work: () => unknown): string => {
  try {
    work();
    return "none";
  } catch (error) {
    return (error as Error).message;
  }
};

/** web-service-error-codes: 0x8004801A, "the solution file is invalid". */
const INVALID_FILE = "0x8004801a";

/** Replaces the unpacked size of the one entry, 100,000 bytes, wherever the zip says it. */
const withAnnouncedSize = (zip: Uint8Array, size: number): Uint8Array => {
  const buffer = Buffer.from(zip);
  const told = Buffer.alloc(4);
  told.writeUInt32LE(100_000);
  for (let at = buffer.indexOf(told); at >= 0; at = buffer.indexOf(told, at + 4))
    buffer.writeUInt32LE(size, at);
  return new Uint8Array(buffer);
};

describe("a solution file that cannot be trusted is refused (0x8004801A)", () => {
  it.each([
    ["../outside.xml"],
    ["WebResources/../../outside.xml"],
    ["/etc/outside.xml"],
    ["C:/outside.xml"],
    ["WebResources\\..\\outside.xml"],
  ])("a path that leads out of the zip: %s", (path) => {
    const zip = zipSync({ [path]: strToU8("x") });
    expect(codeOf(() => readZip(zip))).toBe(INVALID_FILE);
    expect(messageOf(() => readZip(zip))).toContain("leads out of it");
  });

  it("more files than a solution can have", () => {
    const many = Object.fromEntries(
      Array.from({ length: 10_001 }, (_, index) => [`f${index}`, new Uint8Array()]),
    );
    expect(messageOf(() => readZip(zipSync(many, { level: 0 })))).toContain("more than 10000 files");
  });

  it("a small zip that announces hundreds of megabytes", () => {
    const zip = withAnnouncedSize(zipSync({ a: new Uint8Array(100_000) }), 300 * 1024 * 1024);
    expect(messageOf(() => readZip(zip))).toContain("unpacks to more than");
  });

  it("an entry that announces a small size and inflates to more gives no more than it announced", () => {
    const zip = withAnnouncedSize(zipSync({ a: new Uint8Array(100_000) }), 10);
    let length = 0;
    try {
      length = readZip(zip).get("a")?.length ?? 0;
    } catch {
      // Refusing it is as good.
    }
    expect(length).toBeLessThanOrEqual(10);
  });

  it("no zip at all, or one without its three files", () => {
    expect(codeOf(() => readSolution(strToU8("no zip")))).toBe(INVALID_FILE);
    expect(messageOf(() => readSolution(zipSync({ "solution.xml": strToU8("<a/>") })))).toContain(
      "customizations.xml",
    );
  });

  it("XML with a document type, and so with entities that could grow or read files", () => {
    const bomb = '<!DOCTYPE a [<!ENTITY b "bbbbbbbb">]><ImportExportXml>&b;</ImportExportXml>';
    const zip = packSolution({ files: { "customizations.xml": bomb } });
    expect(messageOf(() => readSolution(zip))).toContain("has a document type");
  });

  it("XML nested deeper than anything real", () => {
    const deep = `<ImportExportXml>${"<a>".repeat(300)}${"</a>".repeat(300)}</ImportExportXml>`;
    expect(messageOf(() => readSolution(packSolution({ files: { "customizations.xml": deep } })))).toContain(
      "nested deeper",
    );
  });

  it("XML that is not well-formed, with the part's name", () => {
    const zip = packSolution({ files: { "customizations.xml": "<ImportExportXml><a></ImportExportXml>" } });
    expect(messageOf(() => readSolution(zip))).toContain("customizations.xml is not well-formed");
  });
});
