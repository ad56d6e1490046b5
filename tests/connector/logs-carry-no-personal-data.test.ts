import { createLogger } from "../../connector/logging/logger";

function logged(write: (logger: ReturnType<typeof createLogger>) => void) {
  const lines: string[] = [];
  write(createLogger("debug", { write: (line) => void lines.push(line) }));
  return lines;
}

describe("logs", () => {
  it("hold what was allowed, as one JSON object a line", () => {
    const [line] = logged((logger) =>
      logger.with({ runId: "r1" }).info("Run begins", { attempt: 2, environmentId: "e1" }),
    );
    expect(JSON.parse(line!)).toMatchObject({
      service: "wave-sync",
      msg: "Run begins",
      runId: "r1",
      attempt: 2,
      environmentId: "e1",
    });
  });

  it("drop every field that was not allowed", () => {
    const [line] = logged((logger) =>
      logger.info("x", {
        email: "ines@example.com",
        secret: "hunter2",
        headers: { authorization: "Bearer t" },
      } as object),
    );
    expect(line).not.toMatch(/ines@|hunter2|Bearer/);
  });

  it("drop a whole object in the place of an id", () => {
    const [line] = logged((logger) =>
      logger.info("x", { runId: { name: "Ines" } } as unknown as { runId: string }),
    );
    expect(line).not.toContain("Ines");
  });

  it("tell where an error happened, not what it quoted", () => {
    const error = Object.assign(new Error("value 'ines@example.com' is too long"), { code: "0x80044331" });
    const [line] = logged((logger) =>
      logger.error("Failed", { error: new Error("outer ines", { cause: error }) }),
    );
    expect(line).not.toContain("ines");
    const { error: told } = JSON.parse(line!);
    expect(told).toMatchObject({ name: "Error", cause: { name: "Error", code: "0x80044331" } });
    expect(told.at[0]).toContain("logs-carry-no-personal-data");
  });
});
