import { createHash } from "node:crypto";
import type { Grant } from "./grant";

/** Ids as providers make them: one of Microsoft's changes when a mail is moved, one of an IMAP mailbox follows from the Message-ID. */
export class MailIds {
  private made = 0;

  messageId(sender: string): string {
    const domain = sender.slice(sender.lastIndexOf("@") + 1);
    return `<${this.digest("message", ++this.made)}@${domain}>`;
  }

  mail({ id, provider }: Grant, messageId: string | null): string {
    const isDerived = provider === "imap" || provider === "icloud" || provider === "yahoo";
    if (isDerived && messageId !== null) return this.digest(id, messageId);
    const unique = this.digest(id, ++this.made);
    return provider === "microsoft" || provider === "ews" ? `AAMkAD${unique}_${unique}AAA=` : unique;
  }

  thread({ id, provider }: Grant, key: string): string {
    const digest = this.digest("thread", id, key);
    return provider === "microsoft" || provider === "ews" ? `AAQkAD${digest}=` : digest;
  }

  attachment(): string {
    return `att-${this.digest("attachment", ++this.made)}`;
  }

  clear(): void {
    this.made = 0;
  }

  private digest(...parts: readonly (string | number)[]): string {
    return createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 16);
  }
}
