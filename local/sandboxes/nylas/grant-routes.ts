import type { FastifyInstance } from "fastify";
import { success } from "./answers";
import { notBuilt } from "./errors";
import { shownGrant, type Grant } from "./grant";
import { pageOf } from "./paging";
import { page } from "./answers";
import { folderQuery, grantQuery, read } from "./requests";
import type { NylasSandbox } from "./sandbox";
import { shownFolder } from "./shown-folder";
import { only } from "./shown-message";

type OfGrant = { Params: { grant: string } };
type ById = { Params: { grant: string; id: string } };

/** Who is connected, and the folders of each. */
export function grantRoutes(app: FastifyInstance, sandbox: NylasSandbox): void {
  app.get("/grants", async (request, reply) => {
    const query = read(grantQuery, request.query);
    const { before = Infinity, email, grant_status: status, limit, offset, provider, since = 0 } = query;
    const found = sandbox
      .mailboxes()
      .map(({ grant }) => grant)
      .filter((grant) => email === undefined || grant.email.toLowerCase() === email.toLowerCase())
      .filter((grant) => status === undefined || grant.status === status)
      .filter((grant) => provider === undefined || grant.provider === provider)
      .filter(({ createdAt }) => createdAt >= since && createdAt <= before)
      .sort(inOrder(query));
    return { ...success(reply, found.slice(offset, offset + limit).map(shownGrant)), limit, offset };
  });

  app.get<OfGrant>("/grants/:grant", async (request, reply) =>
    success(reply, shownGrant(sandbox.grantAt(request.params.grant).grant)),
  );

  app.patch("/grants/:grant", async () => {
    throw notBuilt("changing a grant");
  });

  app.delete<OfGrant>("/grants/:grant", async (request, reply) => {
    sandbox.disconnect(sandbox.grantAt(request.params.grant));
    return success(reply, {});
  });

  app.get<OfGrant>("/grants/:grant/folders", async (request, reply) => {
    const query = read(folderQuery, request.query);
    const mailbox = sandbox.mailboxOf(request.params.grant);
    const all = mailbox.folders.filter(
      ({ parentId }) => query.parent_id === undefined || parentId === query.parent_id,
    );
    const list = ["folders", mailbox.grant.id, query.parent_id ?? null];
    const { next, page: folders } = pageOf(all, query, list);
    return page(
      reply,
      folders.map((folder) => only(shownFolder(folder, mailbox), query.select)),
      next,
    );
  });

  app.get<ById>("/grants/:grant/folders/:id", async (request, reply) => {
    const mailbox = sandbox.mailboxOf(request.params.grant);
    return success(reply, shownFolder(mailbox.folder(request.params.id), mailbox));
  });
}

function inOrder({
  order_by: order,
  sort_by: by,
}: {
  readonly order_by: "asc" | "desc";
  readonly sort_by: "created_at" | "updated_at";
}) {
  const time = (grant: Grant) => (by === "created_at" ? grant.createdAt : grant.updatedAt);
  const sign = order === "asc" ? 1 : -1;
  // Of one moment by their ids, so that pages do not shift.
  return (a: Grant, b: Grant) => sign * (time(a) - time(b)) || (a.id < b.id ? -1 : 1);
}
