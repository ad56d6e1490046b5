/** A control's class, standard or virtual. */
export interface ControlInstance {
  init(context: unknown, notify: () => void, state: unknown, container?: HTMLDivElement): void;
  updateView(context: unknown): unknown;
  getOutputs?(): Record<string, unknown>;
  destroy?(): void;
}
export type ControlConstructor = new () => ControlInstance;

const constructors = new Map<string, ControlConstructor>();

/** What a built bundle calls: `ComponentFramework.registerControl("Namespace.Constructor", class)`. */
export const componentFramework = {
  registerControl: (name: string, constructor: ControlConstructor): void => {
    constructors.set(name, constructor);
  },
};

export function registeredControl(name: string): ControlConstructor | undefined {
  return constructors.get(name);
}
