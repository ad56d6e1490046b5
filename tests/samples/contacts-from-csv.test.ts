import { readCsvContacts } from "../../local/samples/read-csv";

const read = (text: string) => readCsvContacts(text).map(({ contact }) => contact);

describe("contacts from a CSV file", () => {
  it("take every column they know", () => {
    const [contact] = read(
      "id,first_name,last_name,email,phone,company,job_title,city,website,language,note,owner email\n" +
        "w1,Ines,Vasseur,i@example.test,+33 1,Acme,CEO,Lyon,https://a.test,fr,Hello,o@example.test\n",
    );
    expect(contact).toMatchObject({
      id: "w1",
      firstName: "Ines",
      lastName: "Vasseur",
      emails: [{ value: "i@example.test", primary: true }],
      phones: [{ value: "+33 1", label: null, primary: true }],
      company: "Acme",
      jobTitle: "CEO",
      city: "Lyon",
      website: "https://a.test",
      language: "fr",
      note: "Hello",
      assignedTo: { email: "o@example.test" },
    });
  });

  it("may hold quotes, separators and line breaks in quotes, and CRLF at the line ends", () => {
    const [one, two] = read('id,company,note\r\n1,"Acme, ""Sons""","two\r\nlines"\r\n2,B,c\r\n');
    expect(one).toMatchObject({ company: 'Acme, "Sons"', note: "two\r\nlines" });
    expect(two).toMatchObject({ id: "2", company: "B" });
  });

  it.each([
    ["semicolons", ";"],
    ["tabs", "\t"],
  ])("may be separated by %s", (_what, sign) => {
    expect(read(`id${sign}First name\n1${sign}A, B`)[0]).toMatchObject({ id: "1", firstName: "A, B" });
  });

  it("skip lines with nothing on them, and no others", () => {
    expect(read("id,city\n\n1,Lyon\n,\n2,\n\n")).toHaveLength(2);
  });

  it("without an id get one that stays the same when lines move", () => {
    const [a, b] = read("first_name,email\nA,a@x.test\nB,b@x.test");
    const [b2, a2] = read("email,first_name\nb@x.test,B\na@x.test,A");
    expect([a?.id, b?.id]).toEqual([a2?.id, b2?.id]);
  });

  it.each([
    ["an unknown column", "id,shoe\n1,2", 'line 1, column 2: The header\'s "shoe" is no field'],
    ["a column that stands twice", "email,E-mail\na,b", "line 1, column 2: The header names email twice"],
    [
      "a value too many",
      "id,city\n1,Lyon\n2,Nice,France",
      "line 3, column 3: This row has 3 values, the header has 2",
    ],
    ["a value too few", 'id,city\n1,"a\nb"\n2', "line 4, column 2: This row has 1 values, the header has 2"],
    ["a quote never closed", 'id,city\n1,"Lyon', "A value begins with a double quote that is never closed"],
    ["a quote inside a value", 'id,city\n1,Ly"on"', "line 2, column 2: A double quote stands inside a value"],
    ["an empty file", "", "The file is empty"],
  ])("are refused for %s", (_what, text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});
