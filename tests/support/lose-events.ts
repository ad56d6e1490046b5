import type { LocalDynamics } from "../../local/start/local-dynamics";

const ASYNCHRONOUS = 1;
const DISABLED = 1;

/** From now on neither side tells what happens: as if every event got lost. */
export async function loseEvents({
  platform,
  wave,
}: Pick<LocalDynamics, "platform" | "wave">): Promise<void> {
  wave.webhooks.clear();
  const { store } = platform.dataverse.kernel;
  await platform.drain();
  await store.transaction(async (tx) => {
    for (const { id, values } of [...tx.scan("sdkmessageprocessingstep")])
      if (values.mode === ASYNCHRONOUS) tx.update("sdkmessageprocessingstep", id, { statecode: DISABLED });
  });
}
