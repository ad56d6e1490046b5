import type {
  CallContext,
  EventInput,
  Kernel,
  MessageHandler,
  MessageRequest,
  MessageResponse,
  MessageScope,
  StoredRow,
} from "../contracts";
import { infiniteLoop, notImplemented } from "../errors";
import type { Reader, Transaction } from "../store/types";

/** Calls that call themselves stop here (docs: "infinite loop", depth limit of 8). */
const MAX_DEPTH = 8;

/** Messages whose bulk form is raised along with them (docs: bulk-operations, "message pipelines merged"). */
const BULK_OF: Readonly<Record<string, string>> = { Create: "CreateMultiple", Update: "UpdateMultiple" };

/** Events that wait for the commit. */
type Afterwards = EventInput[];

/** A handler for an operation without one: its steps do the work, its answers are the defaults of their types. */
const nothing: MessageHandler = () => Promise.resolve({});

/**
 * Runs a message as the platform's event pipeline does: stage 10, transaction { stage 20, the work, stage 40 },
 * commit, asynchronous steps (docs: event-framework). In a transaction given from outside, the asynchronous steps
 * wait for that one's commit.
 */
export const createPipeline = (kernel: Kernel) => {
  const waiting = new WeakMap<Transaction, Afterwards>();

  /** Synchronous steps, unless the caller may and wants to go without. */
  const runSync = async (stage: 10 | 20 | 40, event: EventInput): Promise<void> => {
    if (!event.context.bypassSteps) await kernel.events.runSync(stage, event);
  };

  const inTransaction = async (
    request: MessageRequest,
    context: CallContext,
    tx: Transaction,
    afterwards: Afterwards,
    handler: MessageHandler,
    heard: readonly string[],
  ): Promise<MessageResponse> => {
    const scope: MessageScope = {
      tx,
      kernel,
      execute: (inner, innerContext = context) =>
        execute(inner, innerContext, tx, request.name.endsWith("Multiple")),
    };
    if (heard.length === 0) return handler(request, context, scope);
    const { table, id } = request;
    if (table !== undefined && id !== undefined) await tx.lock(table, id);
    const before = rowOf(tx, table, id);
    for (const name of heard) await runSync(20, input(request, name, context, { before }));
    const response = await handler(request, context, scope);
    const after = rowOf(tx, table, id ?? (response["id"] as string | undefined));
    for (const name of heard) {
      const event = input(request, name, context, { before, after, response });
      await runSync(40, event);
      afterwards.push(event);
    }
    return response;
  };

  /** The names under which steps hear of this message: its own, and for one row also the bulk message's. */
  const heardAs = (request: MessageRequest, context: CallContext, nested: boolean): readonly string[] => {
    if (context.isSystem) return [];
    const bulk = nested ? undefined : BULK_OF[request.name];
    const names = bulk === undefined ? [request.name] : [request.name, bulk];
    return names.filter((name) => kernel.events.listens?.(name, request.table) ?? true);
  };

  const execute = async (
    request: MessageRequest,
    context: CallContext,
    outer?: Transaction,
    nested = false,
  ): Promise<MessageResponse> => {
    if (context.depth > MAX_DEPTH) throw infiniteLoop();
    const handler = handlerOf(kernel, request, context);
    const heard = heardAs(request, context, nested);
    const before = heard.length > 0 ? rowOf(outer ?? kernel.store, request.table, request.id) : undefined;
    for (const name of heard) await runSync(10, input(request, name, context, { before }));
    if (outer !== undefined) {
      const afterwards = waiting.get(outer) ?? [];
      return inTransaction(request, context, outer, afterwards, handler, heard);
    }
    const afterwards: Afterwards = [];
    const response = await kernel.store.transaction((tx) => {
      waiting.set(tx, afterwards);
      return inTransaction(request, context, tx, afterwards, handler, heard);
    });
    for (const event of afterwards) kernel.events.queueAsync(event);
    return response;
  };

  /** Runs several messages as one transaction (change sets); asynchronous steps follow its commit. */
  const together = async <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => {
    const afterwards: Afterwards = [];
    const result = await kernel.store.transaction((tx) => {
      waiting.set(tx, afterwards);
      return work(tx);
    });
    for (const event of afterwards) kernel.events.queueAsync(event);
    return result;
  };

  return { execute, together };
};

const handlerOf = (kernel: Kernel, request: MessageRequest, context: CallContext): MessageHandler => {
  const handler = kernel.registry.handler(request.name);
  if (handler !== undefined) return handler;
  const operation = kernel.registry.operation(request.name);
  if (operation === undefined) throw notImplemented(`the message ${request.name}`);
  if (operation.executePrivilege !== undefined && !context.isSystem)
    kernel.security.requireNamed(context, operation.executePrivilege);
  return operation.handler ?? nothing;
};

const rowOf = (reader: Reader, table: string | undefined, id: string | undefined): StoredRow | undefined =>
  table === undefined || id === undefined ? undefined : reader.get(table, id);

const input = (
  request: MessageRequest,
  name: string,
  context: CallContext,
  more: { before?: StoredRow | undefined; after?: StoredRow | undefined; response?: MessageResponse },
): EventInput => ({
  request:
    name === request.name ? request : { ...request, name, input: { Targets: [request.input["Target"]] } },
  context,
  ...(more.before === undefined ? {} : { before: more.before }),
  ...(more.after === undefined ? {} : { after: more.after }),
  ...(more.response === undefined ? {} : { response: more.response }),
});
