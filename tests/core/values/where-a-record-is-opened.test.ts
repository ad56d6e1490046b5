import { recordUrl } from "../../../core/values/record-url";

describe("the address at which a person opens a record", () => {
  const both = "https://a.test/accounts/{account} https://a.test/people/{contact}?x=1";

  test.each([
    ["of any object", "https://a.test/{id}", "contact", "a/b?$&", "https://a.test/a%2Fb%3F%24%26"],
    ["of one of two objects", both, "account", "acc_1", "https://a.test/accounts/acc_1"],
    ["of the other", both, "contact", "crd_1", "https://a.test/people/crd_1?x=1"],
    ["of an object that none is for", both, "task", "1", null],
    ["of one, where there is only another's", "https://a.test/accounts/{account}", "contact", "1", null],
    ["where there is none", "", "contact", "1", null],
  ])("%s", (_what, template, object, id, address) => expect(recordUrl(template, object, id)).toBe(address));
});
