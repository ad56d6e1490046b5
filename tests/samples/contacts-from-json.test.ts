import { readJsonContacts } from "../../local/samples/read-json";
import { parseJsonWithPlaces } from "../../local/samples/json-with-places";

const read = (text: string) => readJsonContacts(text).map(({ contact }) => contact);

describe("contacts from a JSON file", () => {
  it("are read in Wave's own JSON", () => {
    const [contact] =
      read(`[{"id":"clx1","firstName":"Ines","emails":[{"value":"i@example.test","primary":true}],
      "assignedTo":{"email":"o@example.test"},"updatedAt":"2026-02-01T10:00:00Z"}]`);
    expect(contact).toMatchObject({
      id: "clx1",
      firstName: "Ines",
      lastName: null,
      assignedTo: { email: "o@example.test" },
      createdAt: "2026-02-01T10:00:00Z",
    });
  });

  it("are read from flat keys, however they are spelt", () => {
    const [one, two] = read(
      '[{"id":7,"first_name":"A","email":"a@b.test"},{"id":"8","firstName":"B","Owner e-mail":"o@p.test"}]',
    );
    expect(one).toMatchObject({ id: "7", firstName: "A", emails: [{ value: "a@b.test", primary: true }] });
    expect(two).toMatchObject({ firstName: "B", assignedTo: { email: "o@p.test" } });
  });

  it("with something else where a text belongs are taken as they are: what becomes of them is for the sync to say", () => {
    const [wave, flat] = read(
      '[{"id":"1","emails":[{"value":5}],"jobTitle":{"x":1}},{"id":"2","job_title":["A"],"email":{"x":1}}]',
    );
    expect(wave).toMatchObject({ id: "1", emails: [{ value: 5 }], jobTitle: { x: 1 }, lastName: null });
    expect(flat).toMatchObject({ id: "2", jobTitle: ["A"], emails: { x: 1 } });
  });

  it.each([
    ["a comma too many", '[\n  {"id":"1"},\n]', 'line 3, column 1: Expected a value, found "]"'],
    ["a missing bracket", '[{"id":"1"}', 'line 1, column 12: Expected "]", found the end of the file'],
    ["single quotes", "[{'id':1}]", "line 1, column 3: Expected a name in double quotes"],
    ["no array", '{"id":"1"}', "line 1, column 1: The file must hold a JSON array"],
    ["a contact that is none", "[\n1]", "line 2, column 1: A contact must be an object"],
    [
      "an unknown flat key",
      '[{"id":"1",\r\n "shoe":"42"}]',
      'line 2, column 9: "shoe" is no field of a contact',
    ],
    [
      "an unknown field of Wave's",
      '[{"id":"1","emails":[],\n"shoe":"42"}]',
      "line 2, column 8: shoe: There is no such field",
    ],
    ["an id that is none", '[{"id":"1"},\n{"id":["A"],"emails":[]}]', "line 2, column 7: id"],
    ["a flat id that is none", '[{"first_name":"A",\n"id":{"x":1}}]', "line 2, column 6: id must be a text"],
    ["a name that stands twice", '[{"id":"1","id":"2"}]', 'line 1, column 12: "id" stands twice'],
    ["text after the end", "[] x", 'line 1, column 4: Expected the end of the file, found "x"'],
    ["an empty file", "", "line 1, column 1: Expected a value, found the end of the file"],
  ])("are refused with line and column for %s", (_what, text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it.each(['{"a":[1,-2.5e3,true,false,null,"\\u00e9\\n\\"😀"],"b":{}}', "[]", '" "', "0"])(
    "parse %s as JSON.parse does",
    (text) => {
      expect(parseJsonWithPlaces(text).value).toEqual(JSON.parse(text));
    },
  );

  it.each(["01", "+1", "1.", "NaN", '"\n"', '"\\x"', "[1,]", "{,}", "tru"])(
    "refuse %s as JSON.parse does",
    (text) => {
      expect(() => JSON.parse(text) as unknown).toThrow();
      expect(() => parseJsonWithPlaces(text)).toThrow();
    },
  );
});
