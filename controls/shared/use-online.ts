import { useEffect, useState } from "react";
import { isOnline } from "../../webresources/client";

/** Whether the browser has a network; changes as it comes and goes. */
export function useOnline(): boolean {
  const [online, setOnline] = useState(isOnline);
  useEffect(() => {
    const look = () => setOnline(isOnline());
    window.addEventListener("online", look);
    window.addEventListener("offline", look);
    return () => {
      window.removeEventListener("online", look);
      window.removeEventListener("offline", look);
    };
  }, []);
  return online;
}
