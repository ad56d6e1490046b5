import { strFromU8 } from "fflate";
import { attribute, child, children, descendants, textOf } from "../../scripts/solution/xml";
import { zipEntries, zipXml } from "./support/solution";

/** What 64 real solution zips (2015 to 2026) have in common, and Microsoft's schema does not say. */
describe.each(["unmanaged", "managed"] as const)("the %s zip", (kind) => {
  const files = zipEntries(kind);
  const solution = zipXml(kind, "solution.xml");
  const customizations = zipXml(kind, "customizations.xml");
  const entities = children(child(customizations, "Entities")!, "Entity");
  const standard = entities.filter((entity) => !textOf(entity, "Name").includes("_"));

  it("claims no newer platform than tools do: an older environment would refuse it", () => {
    expect(attribute(solution, "version")).toBe("9.1.0.643");
    expect(attribute(solution, "SolutionPackageVersion")).toBe("9.1");
    expect(solution.getAttribute("OrganizationVersion")).toBeNull();
  });

  it("has its forms on standard tables open to everyone, last in the form order", () => {
    const conditions = standard.flatMap((entity) => descendants(entity, "DisplayConditions"));
    expect(conditions).toHaveLength(2);
    for (const one of conditions) {
      expect([one.getAttribute("FallbackForm"), children(one).map((each) => each.nodeName)]).toEqual([
        "true",
        ["Everyone"],
      ]);
      expect(Number(one.getAttribute("Order"))).toBeGreaterThan(50);
    }
  });

  it("shows money as money", () => {
    const revenue = entities
      .flatMap((entity) => descendants(entity, "control"))
      .filter((control) => control.getAttribute("datafieldname") === "revenue");
    expect(revenue.map((control) => control.getAttribute("classid"))).toEqual([
      "{533B9E00-756B-4312-95A0-DC888637AC78}",
    ]);
  });

  it("names the resource of each area and group of its site map", () => {
    for (const tag of ["Area", "Group"]) {
      const parts = descendants(customizations, tag);
      expect(parts.length).toBeGreaterThan(0);
      for (const part of parts) expect(part.getAttribute("ResourceId")).toMatch(/^SitemapDesigner\./);
    }
  });

  it("gives manifests of controls as bytes", () => {
    const manifests = Object.keys(files).filter((path) =>
      /^Controls\/[^/]+\/ControlManifest\.xml$/.test(path),
    );
    expect(manifests).toHaveLength(3);
    const types = strFromU8(files["[Content_Types].xml"]!);
    for (const path of manifests)
      expect(types).toContain(`<Override PartName="/${path}" ContentType="application/octet-stream" />`);
  });
});
