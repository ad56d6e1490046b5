import Fastify from "fastify";
import { createDataverse, type DataverseOptions, type LocalDataverse } from "../create";

/** Addresses may be 32 KB long, twice what Node takes by default. */
const MAX_HEADER_BYTES = 65_536;

export interface Listening {
  /** `http://127.0.0.1:51234` */
  readonly url: string;
  readonly dataverse: LocalDataverse;
  close(): Promise<void>;
}

/** Starts a local Dataverse on a port of its own (0 picks a free one): the quickest way to have one in a test. */
export const listen = async (
  options: DataverseOptions & { readonly port?: number } = {},
): Promise<Listening> => {
  const dataverse = await createDataverse(options);
  const app = Fastify({ forceCloseConnections: true, http: { maxHeaderSize: MAX_HEADER_BYTES } });
  await dataverse.register(app);
  const url = await app.listen({ host: "127.0.0.1", port: options.port ?? 0 });
  dataverse.kernel.organization.host = new URL(url).host;
  return { url, dataverse, close: () => app.close() };
};
