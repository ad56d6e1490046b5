/** @jest-environment jsdom */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseManifest } from "../../../local/host/client/pcf/manifest";
import { parseResx } from "../../../local/host/client/util/resx";

const folder = join(__dirname, "../../../controls/SyncPanel");

it("a control's manifest tells its name, kind, properties and strings", () => {
  const manifest = parseManifest(readFileSync(join(folder, "ControlManifest.Input.xml"), "utf8"));
  expect(manifest).toMatchObject({ namespace: "WaveSync", constructorName: "SyncPanel", isVirtual: true });
  expect(manifest.properties).toContainEqual({
    name: "status",
    ofType: "OptionSet",
    usage: "bound",
    required: true,
  });
  expect(manifest.strings).toHaveLength(4);
});

it("resx strings are read as they are, line breaks and markup included", () => {
  const resx = `<root><resheader name="x"><value>y</value></resheader><data name="A" xml:space="preserve"><value>one
two &amp; three</value><comment>c</comment></data><data name="B"><value/></data></root>`;
  expect([...parseResx(resx)]).toEqual([
    ["A", "one\ntwo & three"],
    ["B", ""],
  ]);
});
