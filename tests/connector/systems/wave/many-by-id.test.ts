import { waveSettings } from "../../../../connector/systems/wave/settings";
import { WaveSystem } from "../../../../connector/systems/wave/wave-system";
import { SystemError } from "../../../../connector/systems/contract/system-error";
import type { WaveRequest } from "../../../../connector/systems/wave/transport";

const CALL = { correlationId: "00000000-0000-4000-8000-000000000001" };

/** Wave with these contacts, and a list that answers as given. */
function waveWith(
  held: readonly string[],
  list: (asked: readonly string[]) => readonly string[],
  ids = "ids",
) {
  const requests: string[] = [];
  const settings = waveSettings.parse({
    apiBaseUrl: "https://wave.example/v1",
    apiKey: "key",
    contract: { query: { ids } },
  });
  const transport = async ({ path }: WaveRequest) => {
    requests.push(path);
    const url = new URL(path, "https://wave.example");
    if (url.pathname === "/contacts") {
      const asked = url.searchParams.get("ids")!.split(",");
      return { data: list(asked).map((id) => ({ id, firstName: id })), nextCursor: null };
    }
    const id = url.pathname.split("/").at(-1)!;
    if (!held.includes(id)) throw new SystemError("EXTERNAL_RECORD_GONE", "gone", { status: 404 });
    return { id, firstName: id };
  };
  return { adapter: new WaveSystem(settings, transport), requests };
}

const named = (many: number) => Array.from({ length: many }, (_, n) => `c${n}`);

async function read(adapter: WaveSystem, ids: readonly string[]): Promise<readonly string[]> {
  return (await adapter.contacts.readMany(ids, CALL)).map(({ id }) => id).sort();
}

describe("many contacts of Wave by id", () => {
  it("are read a hundred in a request", async () => {
    const ids = named(250);
    const { adapter, requests } = waveWith(ids, (asked) => asked);
    expect(await read(adapter, ids)).toEqual([...ids].sort());
    expect(requests).toHaveLength(3);
  });

  it("count as gone only when Wave says so of each", async () => {
    const { adapter, requests } = waveWith(["c0", "c1", "c2"], () => ["c0"]);
    expect(await read(adapter, ["c0", "c1", "c2", "gone"])).toEqual(["c0", "c1", "c2"]);
    expect(requests.slice(1).sort()).toEqual(["/contacts/c1", "/contacts/c2", "/contacts/gone"]);
  });

  it("are read one by one where Wave does not know the filter, and nobody else is taken for them", async () => {
    const { adapter, requests } = waveWith(["c0", "c1"], () => ["someone", "else"]);
    expect(await read(adapter, ["c0", "c1"])).toEqual(["c0", "c1"]);
    expect(await read(adapter, ["c0", "gone"])).toEqual(["c0"]);
    expect(requests.filter((path) => path.startsWith("/contacts?"))).toHaveLength(1);
  });

  it("are read one by one where the settings name no filter", async () => {
    const { adapter, requests } = waveWith(["c0", "c1"], (asked) => asked, "");
    expect(await read(adapter, ["c0", "c1"])).toEqual(["c0", "c1"]);
    expect(requests.sort()).toEqual(["/contacts/c0", "/contacts/c1"]);
  });

  it("are read all the same when Wave refuses one of them: only that one is in trouble", async () => {
    const { adapter } = waveWith(["c0", "c1"], (asked) => asked);
    const refusing = new WaveSystem(
      waveSettings.parse({ apiBaseUrl: "https://wave.example/v1", apiKey: "key" }),
      async ({ path }: WaveRequest) => {
        if (path.includes("odd") || path.includes("?"))
          throw new SystemError("SYSTEM_REJECTED", "no", { status: 414, reason: "The address is too long" });
        const [record] = await adapter.contacts.readMany([path.split("/").at(-1)!], CALL);
        return { id: record!.id, firstName: record!.id };
      },
    );
    const records = await refusing.contacts.readMany(["c0", "odd", "c1"], CALL);
    expect(records.map(({ id, trouble }) => [id, trouble?.code]).sort()).toEqual([
      ["c0", undefined],
      ["c1", undefined],
      ["odd", "SYSTEM_REJECTED"],
    ]);
    expect(records.find(({ id }) => id === "odd")!.trouble!.params).toEqual({
      details: "The address is too long",
    });
  });

  it("that have a comma in their id are asked for alone: in a list they would be two", async () => {
    const { adapter, requests } = waveWith(["c0", "c1", "a%2Cb"], (asked) => asked);
    await read(adapter, ["c0", "c1", "a,b"]);
    expect(requests).toContain("/contacts/a%2Cb");
    expect(requests.filter((path) => path.startsWith("/contacts?")).join()).not.toContain("a%2Cb");
  });
});
