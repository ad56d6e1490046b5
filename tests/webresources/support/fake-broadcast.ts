/** BroadcastChannel as browsers have it, without a browser: jsdom has none. Delivers at once, never to the sender. */
export class FakeBroadcastChannel {
  static readonly open = new Set<FakeBroadcastChannel>();
  private readonly listeners = new Set<(event: { data: unknown }) => void>();
  private closed = false;

  constructor(readonly name: string) {
    FakeBroadcastChannel.open.add(this);
  }

  postMessage(data: unknown): void {
    if (this.closed) throw new DOMException("Channel is closed", "InvalidStateError");
    for (const other of FakeBroadcastChannel.open) {
      if (other !== this && other.name === this.name) {
        other.listeners.forEach((listener) => listener({ data: structuredCopy(data) }));
      }
    }
  }

  addEventListener(_type: string, listener: (event: { data: unknown }) => void): void {
    this.listeners.add(listener);
  }

  removeEventListener(_type: string, listener: (event: { data: unknown }) => void): void {
    this.listeners.delete(listener);
  }

  close(): void {
    this.closed = true;
    FakeBroadcastChannel.open.delete(this);
  }
}

/** Only what survives a structured clone arrives; a function in a message would throw in a browser. */
function structuredCopy(data: unknown): unknown {
  return JSON.parse(JSON.stringify(data));
}

/** Puts the fake in place of the missing browser's, and takes it and its channels away after each test. */
export function useFakeBroadcastChannel(): void {
  beforeEach(() => {
    Object.assign(globalThis, { BroadcastChannel: FakeBroadcastChannel });
  });
  afterEach(() => {
    FakeBroadcastChannel.open.clear();
    Reflect.deleteProperty(globalThis, "BroadcastChannel");
  });
}
