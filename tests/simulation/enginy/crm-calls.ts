import { CallEngine } from "../../../connector/calls/call-engine";
import { findRoute, RouteRefusal } from "../../../connector/systems/contract/routes";
import { enginyRoutes } from "../../../connector/systems/enginy/custom-crm/routes";
import type { Connector } from "../world/connector";
import type { World } from "../world/world";

export interface CallAnswer {
  readonly status: number;
  readonly body: unknown;
}

interface OpenCall {
  readonly what: string;
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  /** Called once, with the first answer that arrives. */
  readonly heard: (answer: CallAnswer) => void;
}

/**
 * Enginy's side of the Custom CRM interface: calls that may arrive twice, late or never, whose answers may get lost after all was done, and
 * that are made again until one is heard.
 */
export class CrmCalls {
  private readonly open = new Set<OpenCall>();

  constructor(
    private readonly world: World,
    private readonly connectionId: string,
  ) {}

  call(method: string, path: string, body: unknown, heard: OpenCall["heard"]): void {
    const what = `call ${method} ${path} ${JSON.stringify(body).slice(0, 120)}`;
    const call = { what, method, path, body, heard };
    this.open.add(call);
    this.send(call);
  }

  /** Calls that were never answered. */
  get unanswered(): readonly string[] {
    return [...this.open].map(({ what }) => what);
  }

  /** Whatever was not answered is said once more. */
  sendAgain(): void {
    for (const call of this.open) this.send(call);
  }

  private send(call: OpenCall): void {
    const { world } = this;
    world.send({
      what: call.what,
      deliver: async (connector) => {
        const answer = await this.answerOf(connector, call);
        if (world.rough && world.random.chance(world.weather.wave)) throw new Error("The answer got lost.");
        if (answer.status >= 500)
          throw new Error(`Answered ${answer.status}: ${JSON.stringify(answer.body)}`);
        if (!this.open.delete(call)) return;
        world.note("enginy", `hears ${answer.status} ${JSON.stringify(answer.body).slice(0, 160)}`);
        call.heard(answer);
      },
    });
  }

  /** As the connector's door answers, but for the key. */
  private async answerOf({ parts }: Connector, { method, path, body }: OpenCall): Promise<CallAnswer> {
    const { connectionId, world } = this;
    const found = findRoute(enginyRoutes.list, method, path);
    if (!found) throw new Error(`The simulated Enginy calls ${method} ${path}, which is no route.`);
    const { params, route } = found;
    const call = {
      ...{ parts, connectionId, environmentId: world.environmentId },
      correlationId: world.random.guid(),
    };
    try {
      // What goes over a wire is a copy.
      const given = route.body?.parse(JSON.parse(JSON.stringify(body)));
      return await route.answer({ body: given, params }, new CallEngine(call));
    } catch (error) {
      if (!(error instanceof RouteRefusal)) throw error;
      return { status: error.status, body: { error: error.error, message: error.message } };
    }
  }
}
