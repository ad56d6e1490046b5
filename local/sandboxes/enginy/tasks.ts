/** Something a person is to do about a contact. */
export interface EnginyTask {
  readonly id: number;
  readonly contactId: number;
  readonly subject: string;
  readonly type: string;
  readonly description?: string;
  readonly dueDate?: string;
  readonly completed: boolean;
  /** Its id in the CRM. */
  readonly crmId: string | null;
}

/** Tasks, as campaigns make them. */
export class Tasks {
  private tasks = new Map<number, EnginyTask>();
  private readonly listeners: ((task: EnginyTask) => void)[] = [];

  /** Has somebody hear of every task that is made from now on. */
  onNew(listener: (task: EnginyTask) => void): void {
    this.listeners.push(listener);
  }

  list(): readonly EnginyTask[] {
    return [...this.tasks.values()];
  }

  find(id: number): EnginyTask | undefined {
    return this.tasks.get(id);
  }

  add(input: Omit<EnginyTask, "id" | "completed" | "crmId">): EnginyTask {
    const task = { ...input, id: this.tasks.size + 1, completed: false, crmId: null };
    this.tasks.set(task.id, task);
    for (const listener of this.listeners) listener(task);
    return task;
  }

  change(id: number, change: Partial<Pick<EnginyTask, "completed" | "crmId">>): void {
    const task = this.tasks.get(id);
    if (task) this.tasks.set(id, { ...task, ...change });
  }

  clear(): void {
    this.tasks.clear();
  }
}
