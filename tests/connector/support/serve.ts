import { startConnector } from "../../../connector/main";
import { readSettings } from "../../../connector/settings/read-settings";

// A connector in a process of its own, so that a test can kill it. Says where it listens on its first line.
startConnector(readSettings(process.env), { write: () => {} })
  .then(({ url, adminKey }) => process.stdout.write(`${JSON.stringify({ url, adminKey })}\n`))
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  });
