/** The connector is asked to stop: work is given back, to be continued by whoever comes next. */
export class StoppingError extends Error {
  override readonly name = "StoppingError";

  constructor() {
    super("The connector is stopping.");
  }
}
