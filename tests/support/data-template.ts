import { cp } from "node:fs/promises";

/** Fills `folder` with the state of a connector that was started once and never connected ({@link ./database-template.cjs}). */
export async function fillDataFolder(folder: string): Promise<void> {
  const template = process.env.WAVE_SYNC_TEST_DATA_FOLDER;
  if (!template)
    throw new Error("The template is missing: tests run through jest.config.cjs, which makes it.");
  await cp(template, folder, { recursive: true });
}
