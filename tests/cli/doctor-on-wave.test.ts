import { checkSystem } from "../../connector/cli/doctor/system-check";
import { givenSystems } from "../../connector/cli/system-options";
import { SANDBOX_API_KEY } from "../../local/sandboxes/wave";
import { startWave, type WaveServer } from "../support/wave-server";

const checkWave = (options: object) =>
  checkSystem(givenSystems({ ...options }).find(({ module }) => module.key === "wave")!);

describe("doctor, on Wave", () => {
  let wave: WaveServer;
  beforeAll(async () => (wave = await startWave()));
  afterAll(() => wave.close());
  afterEach(() => wave.sandbox.faults.clear());

  const check = (options: object = {}) =>
    checkWave({ waveApi: `${wave.url}/v1`, waveKey: SANDBOX_API_KEY, ...options });

  it("says whose key it is when all is well", async () => {
    expect(await check()).toEqual({ state: "ok", what: "Connected to Wave as Wave sandbox" });
  });

  it("is left out when nothing is known of it", async () =>
    expect((await checkWave({})).state).toBe("skipped"));

  it.each([
    ["a wrong key", { waveKey: "wrong" }, "Copy the API key"],
    ["an address where no Wave is", { waveApi: "http://127.0.0.1:1" }, "Check the API URL"],
    ["an address that is none", { waveApi: "wave" }, "must be an https address"],
  ])("finds %s", async (_what, options, cure) => {
    expect(await check(options)).toMatchObject({ state: "failed", cure: expect.stringContaining(cure) });
  });

  it("finds a Wave that is down", async () => {
    wave.sandbox.faults.set({ down: "unavailable" });
    expect(await check()).toMatchObject({
      state: "failed",
      cure: expect.stringContaining("wait until Wave is available"),
    });
  });

  it("finds a path that is not the API's", async () => {
    expect(await check({ waveApi: `${wave.url}/v2` })).toMatchObject({
      state: "failed",
      what: expect.stringContaining("Check the API URL"),
    });
  });
});
