import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadContacts } from "../../local/samples";

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), "contacts-"))));
afterEach(() => rm(folder, { recursive: true }));

async function load(name: string, content: string | Buffer) {
  const file = join(folder, name);
  await writeFile(file, content);
  return loadContacts(file);
}

describe("a contacts file", () => {
  it("may begin with a byte order mark", async () => {
    expect(await load("a.csv", "\uFEFFid,city\n1,Köln")).toMatchObject([{ id: "1", city: "Köln" }]);
    expect(await load("a.json", '\uFEFF[{"id":"1"}]')).toHaveLength(1);
  });

  it("may be UTF-16, as spreadsheets save Unicode text", async () => {
    expect(await load("a.csv", Buffer.from("\uFEFFid\tcity\n1\t東京", "utf16le"))).toMatchObject([
      { city: "東京" },
    ]);
  });

  it("is recognised by what it holds when its name does not say", async () => {
    expect(await load("contacts", ' [{"id":"1"}]')).toHaveLength(1);
    expect(await load("contacts.txt", "id\n1")).toHaveLength(1);
  });

  it.each([
    ["in another encoding", "a.csv", Buffer.from([0x69, 0x64, 0x0a, 0xe9]), "The file is not in UTF-8"],
    [
      "with two contacts of one id",
      "a.csv",
      "id,city\n1,A\n1,B",
      "line 3, column 1: This contact has the same id as the one on line 2",
    ],
  ])("is refused %s", async (_what, name, content, message) => {
    await expect(load(name, content)).rejects.toThrow(message);
    await expect(load(name, content)).rejects.toThrow(folder);
  });

  it("that is not there is named", async () => {
    await expect(loadContacts(join(folder, "no.csv"))).rejects.toThrow("no.csv: There is no such file.");
  });
});
