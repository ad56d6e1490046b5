/**
 * Whether a path stays inside the folder it is taken from: relative, forward slashes, no `..`, no drive letter, no
 * control characters. Zip entries and addresses of web resources must pass.
 */
export function isSafePath(path: string): boolean {
  if (path === "" || path.startsWith("/") || path.includes("\\") || /^[a-z]:/i.test(path)) return false;
  if (/[\u0000-\u001f]/.test(path)) return false;
  return !path.split("/").some((part) => part === ".." || part === ".");
}
