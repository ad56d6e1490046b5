import type { MessageHandler, MessageRegistry, OperationDefinition } from "../contracts";

/** Messages and operations by name; names are case-sensitive, as in the platform's addresses. */
export const createRegistry = (): MessageRegistry => {
  const handlers = new Map<string, MessageHandler>();
  const operations = new Map<string, OperationDefinition>();
  return {
    setHandler: (name, handler) => void handlers.set(name, handler),
    handler: (name) => handlers.get(name),
    addOperation: (operation) => void operations.set(operation.name, operation),
    removeOperation: (name) => void operations.delete(name),
    operation: (name) => operations.get(name),
    operations: () => [...operations.values()],
  };
};
