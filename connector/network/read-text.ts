/** An answer that is larger than anything that was asked for. */
export class AnswerTooLargeError extends Error {
  override readonly name = "AnswerTooLargeError";

  constructor(readonly mostBytes: number) {
    super(`The answer is larger than ${mostBytes} bytes.`);
  }
}

/**
 * The text of an answer, up to so many bytes as it is unpacked; the rest is not read. Whoever answers decides how much memory
 * that takes no longer. @throws AnswerTooLargeError, or what reading throws
 */
export async function readText(answer: Response, mostBytes: number): Promise<string> {
  const told = Number(answer.headers.get("content-length") ?? Number.NaN);
  const packed = answer.headers.get("content-encoding") !== null;
  // Node ends a body where its length says.
  if (!packed && told <= mostBytes) return answer.text();
  if (told > mostBytes) {
    await answer.body?.cancel();
    throw new AnswerTooLargeError(mostBytes);
  }
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let bytes = 0;
  // Node's streams can be gone through, what TypeScript knows of browsers' not.
  for await (const chunk of (answer.body ?? []) as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    // Leaving the loop cancels the rest.
    if (bytes > mostBytes) throw new AnswerTooLargeError(mostBytes);
    parts.push(decoder.decode(chunk, { stream: true }));
  }
  return parts.join("") + decoder.decode();
}
