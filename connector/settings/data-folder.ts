import { access, chmod, constants, mkdir, stat } from "node:fs/promises";
import { SettingsError } from "./settings-error";

/** It holds what the database knows of people, and the keys to its secrets: nobody else's business on this machine. */
const OWNER_ONLY = 0o700;

/** Makes the data folder, closes it to every other user, and sees to it that it can be written. @throws SettingsError */
export async function prepareDataFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: OWNER_ONLY });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    if (await isOpenToOthers(folder)) await chmod(folder, OWNER_ONLY);
  } catch (error) {
    throw new SettingsError([problemOf(folder, (error as NodeJS.ErrnoException).code)]);
  }
}

/** Whether somebody else on this machine can look into it. Windows keeps rights another way. */
export async function isOpenToOthers(folder: string): Promise<boolean> {
  return process.platform !== "win32" && ((await stat(folder)).mode & 0o077) !== 0;
}

function problemOf(folder: string, code = "unknown"): string {
  if (code === "EEXIST" || code === "ENOTDIR")
    return `WAVE_SYNC_DATA: ${folder} is a file, or lies in one; name a folder. [${code}]`;
  if (code === "ENOSPC") return `WAVE_SYNC_DATA: there is no room for the data folder ${folder}. [${code}]`;
  return `WAVE_SYNC_DATA: the data folder ${folder} is not this user's to write to and to close to others; make it so, or name another folder. [${code}]`;
}
