import { keepMemorySmall } from "../connector/cli/keep-memory-small";
import { startConnector } from "../connector/main";
import { readSettings } from "../connector/settings/read-settings";
import { sandboxTime } from "./limit-time";

/** First argument that makes this program be a connector whose systems' limits are modelled. */
export const CONNECTOR = "connector";

/** Where it listens. */
export interface ListeningConnector {
  readonly url: string;
  readonly adminUrl: string;
}

/** Be the connector as `wave-sync serve` is, but for the time by which systems' limits pass, until this process is stopped. */
export async function beConnector(dynamicsUrl: string): Promise<void> {
  keepMemorySmall();
  const { url, adminUrl } = await startConnector(readSettings(process.env), {
    limitTime: await sandboxTime(dynamicsUrl),
  });
  process.send?.({ url, adminUrl } satisfies ListeningConnector);
}
