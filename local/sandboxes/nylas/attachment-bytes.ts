import type { Attachment } from "./mail";

/** A file of the right size, the same each time: its name, over and over. */
export function attachmentBytes({ filename, size }: Attachment): Buffer {
  return Buffer.alloc(size, `${filename}\n`);
}
