/**
 * Does what a curl command says, with what stands in angle brackets filled in and hosts of the internet replaced by local ones. Knows
 * the options that the page uses; another one is an error.
 */
export async function curl(
  command: string,
  values: Readonly<Record<string, string>>,
  hosts: Readonly<Record<string, string>>,
): Promise<Response> {
  let text = command;
  for (const [name, value] of Object.entries(values)) text = text.replaceAll(`<${name}>`, value);
  for (const [host, local] of Object.entries(hosts)) text = text.replaceAll(host, local);
  const words = [...text.replaceAll("\\\n", " ").matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare!,
  );
  if (words.shift() !== "curl") throw new Error("no curl command");
  const headers = new Headers();
  const data: string[] = [];
  let url = "";
  let method = "GET";
  while (words.length > 0) {
    const option = words.shift()!;
    if (option === "--compressed") headers.set("accept-encoding", "gzip");
    else if (option === "--request") method = words.shift()!;
    else if (option === "--url") url = words.shift()!;
    else if (option === "--data") data.push(words.shift()!);
    else if (option === "--header") {
      const [, name, value] = /^([^:]+):\s*(.*)$/.exec(words.shift()!)!;
      headers.set(name!, value!);
    } else throw new Error(`curl ${option}`);
  }
  // As curl does: several pieces of data are joined by "&".
  return fetch(url, { method, headers, body: data.length > 0 ? data.join("&") : undefined });
}
