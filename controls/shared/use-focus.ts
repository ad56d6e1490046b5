import { useMemo, useRef, type RefObject } from "react";

export interface Focus {
  /** Goes on the heading of the result. */
  readonly result: RefObject<HTMLHeadingElement>;
  /** Remembers the button that was selected. */
  remember(): void;
  /** The next result takes the focus, because the person asked for it. */
  wantResult(): void;
  /** To be called when the result has changed, or a problem came instead of one. */
  follow(): void;
  /** Back to the button that opened what has just been closed. */
  giveBack(): void;
}

/** Moves the keyboard focus when parts of the panel appear and disappear. */
export function useFocus(): Focus {
  const result = useRef<HTMLHeadingElement>(null);
  const trigger = useRef<HTMLElement | null>(null);
  const wanted = useRef(false);
  return useMemo(
    () => ({
      result,
      remember() {
        trigger.current = document.activeElement as HTMLElement | null;
      },
      wantResult() {
        wanted.current = true;
      },
      follow() {
        if (!wanted.current) return;
        wanted.current = false;
        if (!result.current) return;
        result.current.focus();
        result.current.scrollIntoView?.({ block: "nearest" });
      },
      giveBack() {
        if (trigger.current?.isConnected) trigger.current.focus();
      },
    }),
    [],
  );
}
