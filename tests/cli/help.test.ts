import { createProgram } from "../../connector/cli/program";
import { command as startCommand } from "../../local/start/options";

/** The help text as it is printed, additions after it included. */
function helpOf(command: ReturnType<typeof createProgram>): string {
  let text = "";
  command.configureOutput({ writeOut: (part) => (text += part) });
  command.outputHelp();
  return text;
}

describe("wave-sync --help", () => {
  const program = createProgram();

  it("lists every command with a word about it", () => {
    const help = helpOf(program);
    for (const name of [
      "start",
      "serve",
      "import",
      "connect",
      "run",
      "undo",
      "status",
      "doctor",
      "sign-in",
      "system-key",
      "disconnect",
      "export",
      "forget",
    ]) {
      expect(help).toMatch(new RegExp(`^  ${name}\\b.* \\w+`, "m"));
    }
  });

  it.each(program.commands.filter((one) => one.name() !== "start").map((one) => [one.name(), one] as const))(
    "explains %s with an example",
    (name, one) => {
      const help = helpOf(one);
      expect(help).toContain(`Usage: wave-sync ${name}`);
      expect(help).toMatch(/Examples?:\n\s+\$ .*wave-sync/);
    },
  );

  it("explains start, which is a program of its own", () => {
    expect(helpOf(startCommand())).toMatch(/--once[\s\S]*--contacts <file>[\s\S]*Examples:/);
  });

  it("names an environment variable for each secret, so that none has to stand on a command line", () => {
    const help = program.commands.map(helpOf).join("\n");
    for (const name of ["DATAVERSE_CLIENT_SECRET", "WAVE_API_KEY"])
      expect(help).toMatch(new RegExp(`env:\\s+${name}`));
  });
});
