import fc from "fast-check";
import { comparisonKey } from "../../../core/match/keys";

const key = (text: string) => comparisonKey("url", text, {});

const RUNS = { numRuns: 200 };
const slug = fc.stringMatching(/^[a-z0-9][a-z0-9-]{1,20}[a-z0-9]$/).map((text) => `x${text}`);
const accented = fc.constantFrom("josé", "müller-lüd", "françois", "Дмитрий", "王小明");
const host = fc.constantFrom(
  "linkedin.com",
  "www.linkedin.com",
  "fr.linkedin.com",
  "m.linkedin.com",
  "de.LinkedIn.com",
);
const scheme = fc.constantFrom("", "https://", "http://");
const end = fc.constantFrom("", "/", "?trk=public_profile", "/?originalSubdomain=fr", "#about", "//");
const within = fc.constantFrom("", "/de", "/details/experience", "/overlay/contact-info");

describe("LinkedIn profiles are compared by whom they are of", () => {
  it("under every address that is written for one", () => {
    fc.assert(
      fc.property(slug, scheme, host, within, end, fc.boolean(), (name, http, at, page, last, upper) => {
        const path = `/in/${upper ? name.toUpperCase() : name}${page}${last}`;
        expect(key(http + at + path)).toBe(key(`https://www.linkedin.com/in/${name}`));
        expect(key(`${http}${at}/mwlite/in/${name}${last}`)).toBe(key(`linkedin.com/in/${name}`));
        expect(key(`${http}${at}/pub/${name}${last}`)).toBe(key(`linkedin.com/in/${name}`));
      }),
      RUNS,
    );
  });

  it("with signs beyond ASCII, written as they are or escaped, composed or not", () => {
    fc.assert(
      fc.property(accented, host, (name, at) => {
        const plain = key(`https://www.linkedin.com/in/${name}`);
        expect(key(`https://${at}/in/${encodeURIComponent(name)}/`)).toBe(plain);
        expect(key(`https://${at}/in/${name.normalize("NFD")}`)).toBe(plain);
      }),
      RUNS,
    );
  });

  it("and no two people are one", () => {
    fc.assert(
      fc.property(slug, slug, host, end, (a, b, at, last) => {
        fc.pre(a !== b);
        expect(key(`https://${at}/in/${a}${last}`)).not.toBe(key(`https://${at}/in/${b}`));
        expect(key(`https://${at}/in/${a}`)).not.toBe(key(`https://${at}/company/${a}`));
        expect(key(`https://${at}/school/${a}`)).not.toBe(key(`https://${at}/company/${a}`));
        expect(key(`https://${at}.example/in/${a}`)).not.toBe(key(`https://${at}/in/${a}`));
      }),
      RUNS,
    );
  });

  it.each([
    [
      "https://sy.linkedin.com/pub/krzysztof-m/a7/576/b50?trk=x",
      "https://www.linkedin.com/in/krzysztof-m-b50576a7",
    ],
    [
      "https://www.linkedin.com/sales/people/ACwAAAB1x2,NAME_SEARCH,abcd?_ntb=1",
      "linkedin.com/in/ACwAAAB1x2",
    ],
    ["https://www.linkedin.com/sales/lead/ACwAAAB1x2,NAME_SEARCH,abcd", "linkedin.com/in/ACwAAAB1x2"],
    ["https://www.linkedin.com/company/acme/about/?viewAsMember=true", "de.linkedin.com/company/Acme"],
    ["https://www.linkedin.com/sales/company/1441", "https://www.linkedin.com/company/1441/"],
  ])("%s is %s", (a, b) => expect(key(a)).toBe(key(b)));

  it.each([
    ["https://www.linkedin.com/in/ines", "https://www.linkedin.com/in/ines-v"],
    ["https://www.linkedin.com/in/ines", "https://notlinkedin.com/in/ines"],
    ["https://www.linkedin.com/feed/", "https://www.linkedin.com/in/feed"],
  ])("%s is not %s", (a, b) => expect(key(a)).not.toBe(key(b)));
});
