import * as React from "react";

/** Something the screen follows: models change themselves and call `notify`; components use {@link useObservable}. */
export class Observable {
  private readonly listeners = new Set<() => void>();
  private changes = 0;

  /** How often this has changed; lets a component notice a change between its render and its subscription. */
  get revision(): number {
    return this.changes;
  }

  /** Calls `listener` after each change, until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  notify(): void {
    this.changes += 1;
    for (const listener of [...this.listeners]) listener();
  }
}

/** Renders again whenever `model` changes. */
export function useObservable<T extends Observable>(model: T): T {
  const [, setRevision] = React.useState(model.revision);
  React.useLayoutEffect(() => {
    const update = () => setRevision(model.revision);
    update();
    return model.subscribe(update);
  }, [model]);
  return model;
}
