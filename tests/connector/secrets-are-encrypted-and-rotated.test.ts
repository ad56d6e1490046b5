import { randomBytes } from "node:crypto";
import { Cipher, KeyMissingError } from "../../connector/secrets/cipher";
import { SecretStore } from "../../connector/state/secrets";
import { addEnvironment } from "./support/environment";
import { onBothDatabases } from "./support/databases";

const oldKey = { id: "old", key: randomBytes(32) };
const newKey = { id: "new", key: randomBytes(32) };
const SECRET = "the client secret, with ümlauts and 'quotes'";

onBothDatabases("secrets", (open) => {
  it("come back as they went in, and lie in the database unreadable", async () => {
    const { id } = await addEnvironment(open());
    const store = new SecretStore(open(), new Cipher([oldKey]));
    await store.put(id, "clientSecret", SECRET);
    expect(await store.get(id, "clientSecret")).toBe(SECRET);
    const rows = await open().query("select * from wave_sync.secret where environment_id = $1", [id]);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(SECRET);
    expect(JSON.stringify(rows)).not.toContain(Buffer.from(SECRET).toString("base64").slice(0, 12));
  });

  it("have a nonce of their own each time", async () => {
    const { id } = await addEnvironment(open());
    const store = new SecretStore(open(), new Cipher([oldKey]));
    const read = () =>
      open().query<{ iv: string; data: string }>(
        "select iv, data from wave_sync.secret where environment_id = $1",
        [id],
      );
    await store.put(id, "clientSecret", SECRET);
    const [first] = await read();
    await store.put(id, "clientSecret", SECRET);
    const [second] = await read();
    expect(second!.iv).not.toBe(first!.iv);
    expect(second!.data).not.toBe(first!.data);
  });

  it("move to the current key, after which the old one is not needed", async () => {
    const { id } = await addEnvironment(open());
    await new SecretStore(open(), new Cipher([oldKey])).put(id, "webhookKey", SECRET);
    const rotating = new SecretStore(open(), new Cipher([newKey, oldKey]));
    expect(await rotating.get(id, "webhookKey")).toBe(SECRET);
    expect((await rotating.rotate()).renewed).toBeGreaterThanOrEqual(1);
    expect(await rotating.rotate()).toEqual({ renewed: 0, unreadable: 0 });
    const after = new SecretStore(open(), new Cipher([newKey]));
    expect(await after.get(id, "webhookKey")).toBe(SECRET);
  });

  it("say which key is missing, and what to do", async () => {
    const { id } = await addEnvironment(open());
    await new SecretStore(open(), new Cipher([oldKey])).put(id, "webhookKey", SECRET);
    const without = new SecretStore(open(), new Cipher([newKey]));
    await expect(without.get(id, "webhookKey")).rejects.toThrow(KeyMissingError);
    await expect(without.get(id, "webhookKey")).rejects.toThrow(/"old".*WAVE_SYNC_ENCRYPTION_KEYS/);
    await new SecretStore(open(), new Cipher([oldKey])).removeAll(id);
  });

  it("cannot be opened in another place, or after a change", async () => {
    const [a, b] = [await addEnvironment(open()), await addEnvironment(open())];
    const store = new SecretStore(open(), new Cipher([newKey]));
    await store.put(a.id, "clientSecret", SECRET);
    await open().query("update wave_sync.secret set environment_id = $2 where environment_id = $1", [
      a.id,
      b.id,
    ]);
    await expect(store.get(b.id, "clientSecret")).rejects.toThrow();
    await store.put(a.id, "clientSecret", SECRET);
    await open().query("update wave_sync.secret set name = 'webhookKey' where environment_id = $1", [a.id]);
    await expect(store.get(a.id, "webhookKey")).rejects.toThrow();
    await store.removeAll(a.id);
    await store.removeAll(b.id);
    expect(await store.get(a.id, "webhookKey")).toBeNull();
  });
});
