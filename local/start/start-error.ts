/** Starting did not work: what happened, and what to do next. */
export class StartError extends Error {
  override readonly name = "StartError";

  constructor(
    message: string,
    readonly nextStep: string,
  ) {
    super(message);
  }
}
