const ADDRESS = /^[^\s@<>]+@[^\s@<>]+$/;

/** The address inside `mailto:x@y.z` or `Name <x@y.z>`, in lower case; "" when it is none. */
export function emailKey(text: string): string {
  const inner = /<([^<>]+)>\s*$/.exec(text)?.[1] ?? text;
  const address = inner
    .trim()
    .replace(/^mailto:/i, "")
    .toLowerCase();
  return ADDRESS.test(address) ? address : "";
}
