import { formatRoute, parseRoute, type Route } from "../../../local/host/client/router/route";

const ID = "0c6d2a4e-3f5b-4c8d-9e1a-2b3c4d5e6f70";

describe("addresses are Dynamics' own", () => {
  const addresses: readonly (readonly [string, Route])[] = [
    [`appid=${ID}&pagetype=entitylist&etn=contact`, { pagetype: "entitylist", etn: "contact" }],
    [
      `appid=${ID}&pagetype=entitylist&etn=contact&viewid=${ID}`,
      { pagetype: "entitylist", etn: "contact", viewid: ID },
    ],
    [
      `appid=${ID}&pagetype=entityrecord&etn=contact&id=${ID}`,
      { pagetype: "entityrecord", etn: "contact", id: ID },
    ],
    [`appid=${ID}&pagetype=entityrecord&etn=contact`, { pagetype: "entityrecord", etn: "contact" }],
    [
      `appid=${ID}&pagetype=webresource&webresourceName=wave_%2Fpages%2Fsetup.html`,
      { pagetype: "webresource", webresourceName: "wave_/pages/setup.html" },
    ],
  ];

  it.each(addresses)("%s reads and writes the same", (query, route) => {
    expect(parseRoute(`?${query}`)).toEqual({ appid: ID, route });
    expect(formatRoute(ID, route)).toBe(`/main.aspx?${query}`);
  });

  it("takes GUIDs in braces and upper case, as links in mails have them", () => {
    const { route } = parseRoute(`?pagetype=entityrecord&etn=contact&id=%7B${ID.toUpperCase()}%7D`);
    expect(route).toEqual({ pagetype: "entityrecord", etn: "contact", id: ID });
  });

  it.each(["", "?pagetype=dashboard", "?pagetype=entitylist", "?pagetype=entityrecord&id=1"])(
    "an address it does not know (%s) leads to the app's first page",
    (query) => expect(parseRoute(query).route).toEqual({ pagetype: "none" }),
  );
});
