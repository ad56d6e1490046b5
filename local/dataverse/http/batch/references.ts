import { unknownContentId } from "../../errors";
import type { BatchRequest } from "./types";

/** Puts the URLs of rows created earlier in the change set where a request says `$1`. */
export function resolveReferences(request: BatchRequest, created: ReadonlyMap<string, string>): BatchRequest {
  const urlOf = (id: string): string => {
    const url = created.get(id);
    if (url === undefined) throw unknownContentId(`$${id}`);
    return url;
  };
  const url = request.url.replace(/^\/?\$([^/?$]+)/, (_match, id: string) => urlOf(id));
  // Only values of bind and id annotations are references; a text "$1" elsewhere is data.
  const body = request.body.replace(
    /("[^"\\]*@odata\.(?:bind|id)"\s*:\s*")\/?\$([^"/]+)((?:\/[^"]*)?")/g,
    (_match, before: string, id: string, after: string) => `${before}${urlOf(id)}${after}`,
  );
  return { ...request, url, body };
}
