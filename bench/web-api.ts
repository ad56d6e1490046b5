/** Signs in to the local Dynamics as one of its identities. */
export async function tokenFor(url: string, identity: string): Promise<string> {
  const answer = await fetch(`${url}/local/oauth2/v2.0/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: identity,
      client_secret: "local",
      scope: `${url}/.default`,
    }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

/** Sends one request to the Web API; throws on anything but success. */
export async function send(
  target: { readonly url: string; readonly token: string },
  method: string,
  path: string,
  body?: string,
): Promise<unknown> {
  const answer = await fetch(`${target.url}/api/data/v9.2/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${target.token}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    body,
  });
  const text = await answer.text();
  if (!answer.ok) {
    const error = new Error(`${method} ${path.slice(0, 80)}: ${answer.status} ${text.slice(0, 300)}`);
    throw Object.assign(error, { status: answer.status });
  }
  return text === "" ? undefined : (JSON.parse(text) as unknown);
}
