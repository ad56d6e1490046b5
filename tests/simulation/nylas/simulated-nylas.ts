import type { HttpRequest, sendOnce } from "../../../connector/systems/base/http";
import { nylasSettings } from "../../../connector/systems/nylas/settings";
import { NYLAS_SANDBOX_KEY, NylasSandbox } from "../../../local/sandboxes/nylas";
import { NylasFault, notFound, unauthorized } from "../../../local/sandboxes/nylas/errors";
import { shownGrant } from "../../../local/sandboxes/nylas/grant";
import { messageFilter } from "../../../local/sandboxes/nylas/message-filter";
import { listed } from "../../../local/sandboxes/nylas/message-routes";
import { pageOf } from "../../../local/sandboxes/nylas/paging";
import {
  folderQuery,
  grantQuery,
  messageQuery,
  oneMessageQuery,
  read,
} from "../../../local/sandboxes/nylas/requests";
import { shownFolder } from "../../../local/sandboxes/nylas/shown-folder";
import { shownMessage } from "../../../local/sandboxes/nylas/shown-message";
import { copied, sentOver, type SystemAnswer, type SystemWire } from "../world/system-wire";

export const SIMULATED_NYLAS_SETTINGS = nylasSettings.parse({
  apiBaseUrl: "https://nylas.example",
  apiKey: NYLAS_SANDBOX_KEY,
});

/** Nylas by its documentation, in memory and without HTTP; adapter, budgets and retries are the product's own. */
export class SimulatedNylas {
  readonly sandbox: NylasSandbox;

  constructor(private readonly now: () => Date) {
    this.sandbox = new NylasSandbox({ now });
  }

  /** Sends as `sendOnce` does; `wire` decides what happens to a request on the way. */
  over(wire: SystemWire): typeof sendOnce {
    return sentOver(wire, `${SIMULATED_NYLAS_SETTINGS.apiBaseUrl}/v3`, (request) => this.answer(request));
  }

  private answer({ headers, method, url }: HttpRequest): SystemAnswer {
    const date = this.now().toUTCString();
    try {
      if (headers.authorization !== `Bearer ${NYLAS_SANDBOX_KEY}`) throw unauthorized();
      return { status: 200, headers: new Headers({ date }), body: copied(this.done(method, new URL(url))) };
    } catch (error) {
      if (!(error instanceof NylasFault)) throw error;
      return { status: error.status, headers: new Headers({ date, ...error.headers }), body: error.body() };
    }
  }

  private done(method: string, url: URL): unknown {
    const { sandbox } = this;
    const query = Object.fromEntries(url.searchParams);
    const [, , top, grant, list, id] = url.pathname.split("/").map(decodeURIComponent);
    if (method !== "GET" || top !== "grants") throw notFound(`${method} ${url.pathname}`);
    if (grant === undefined) {
      const { limit, offset } = read(grantQuery, query);
      const grants = sandbox.mailboxes().map((each) => shownGrant(each.grant));
      return { data: grants.slice(offset, offset + limit), limit, offset };
    }
    sandbox.limits.begin(sandbox.grantAt(grant).grant)();
    const mailbox = sandbox.mailboxOf(grant);
    if (list === "folders") {
      const asked = read(folderQuery, query);
      const { next, page } = pageOf(mailbox.folders, asked, ["folders", grant]);
      return { data: page.map((folder) => shownFolder(folder, mailbox)), next_cursor: next };
    }
    if (list !== "messages") throw notFound(`${method} ${url.pathname}`);
    if (id !== undefined) {
      const mail = mailbox.find(id);
      if (!mail) throw notFound(`Message ${id} not found`);
      return { data: shownMessage(mail, grant, read(oneMessageQuery, query).fields) };
    }
    const asked = read(messageQuery, query);
    const found = listed(mailbox, asked, messageFilter(mailbox, asked, sandbox.switches.current));
    return {
      data: found.mails.map((mail) => shownMessage(mail, grant, asked.fields)),
      next_cursor: found.next,
    };
  }
}
