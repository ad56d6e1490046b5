import { unzipSync } from "fflate";
import { assembleSolution } from "../../scripts/build/solution";
import { packSolution } from "../../scripts/pack/solution-zip";
import { zipEntries } from "../../scripts/pack/zip";

const files = assembleSolution();

test.each([true, false])("the same source gives the same bytes (managed: %s)", (managed) => {
  expect(Buffer.from(packSolution(assembleSolution(), managed))).toEqual(
    Buffer.from(packSolution(files, managed)),
  );
});

test("the order in which the file system lists files has no say", () => {
  const reversed = new Map([...files].reverse());
  expect(Buffer.from(packSolution(reversed, false))).toEqual(Buffer.from(packSolution(files, false)));
});

test("no entry carries a date of today", () => {
  const zip = Buffer.from(zipEntries(new Map([["a.txt", Buffer.from("a")]])));
  // Local file header: time at 10, date at 12; 0x0021 is 1 January 1980.
  expect(zip.readUInt16LE(10)).toBe(0);
  expect(zip.readUInt16LE(12)).toBe(0x21);
});

test("managed and unmanaged hold the same parts and differ in the manifest alone", () => {
  const managed = unzipSync(packSolution(files, true));
  const unmanaged = unzipSync(packSolution(files, false));
  expect(Object.keys(managed)).toEqual(Object.keys(unmanaged));
  const differing = Object.keys(managed).filter(
    (path) => Buffer.compare(Buffer.from(managed[path]!), Buffer.from(unmanaged[path]!)) !== 0,
  );
  expect(differing).toEqual(["solution.xml"]);
  const manifest = (zip: Record<string, Uint8Array>): string =>
    Buffer.from(zip["solution.xml"]!).toString("utf8");
  expect(manifest(managed)).toContain("<Managed>1</Managed>");
  expect(manifest(managed).replace("<Managed>1<", "<Managed>0<")).toBe(manifest(unmanaged));
});
