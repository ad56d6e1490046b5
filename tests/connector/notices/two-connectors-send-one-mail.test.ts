import { onBothDatabases } from "../support/databases";
import { Office } from "./support/office";

onBothDatabases("two connectors on one database", (open) => {
  afterEach(() => open().query("delete from wave_sync.environment"));

  it("send one mail to each admin, whoever comes first", async () => {
    const office = await Office.open(open());
    try {
      const environment = await office.connected();
      await office.pause(environment);
      const to = "anna@example.com, de:jan@example.com, fr:zoe@example.com";
      const sent = await Promise.all([office.round(to), office.round(to), office.round(to)]);
      expect(sent.reduce((sum, each) => sum + each, 0)).toBe(3);
      expect(office.server.mails.map((mail) => mail.to.join()).sort()).toEqual([
        "anna@example.com",
        "jan@example.com",
        "zoe@example.com",
      ]);
    } finally {
      await office.close();
    }
  });

  it("finish for one that died while sending, with the same message id", async () => {
    const office = await Office.open(open());
    try {
      const environment = await office.connected();
      await office.pause(environment);
      await office.round("ines@example.com");
      const [first] = office.server.mails;
      // As if the answer of the mail server had never been noted.
      await office.database.query(
        "update wave_sync.notice set sent_on = null, sent = 0, lease_owner = 'dead', lease_until = now() + interval '5 minutes' where environment_id = $1",
        [environment],
      );
      expect(await office.round("ines@example.com")).toBe(0);
      await office.later(environment, "6 minutes");
      expect(await office.round("ines@example.com")).toBe(1);
      expect(office.server.mails[1]!.messageId).toBe(first!.messageId);
    } finally {
      await office.close();
    }
  });
});
