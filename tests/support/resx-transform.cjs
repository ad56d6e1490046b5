// What the build does to a resource file that a script imports (scripts/build/resx.ts), for the tests.
const { DOMParser } = require("@xmldom/xmldom");

module.exports = {
  process(source) {
    const data = new DOMParser().parseFromString(source, "text/xml").getElementsByTagName("data");
    const texts = Array.from(data).map((each) => [
      each.getAttribute("name"),
      each.getElementsByTagName("value")[0].textContent,
    ]);
    return { code: `module.exports = ${JSON.stringify(Object.fromEntries(texts))};` };
  },
};
