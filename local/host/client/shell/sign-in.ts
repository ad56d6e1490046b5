/** The page that asks who one is. */
export const SIGN_IN_PATH = "/local/host/signin";

/** Goes to the sign-in page, which comes back to where one was. */
export function goToSignIn(): void {
  const here = location.pathname + location.search;
  location.replace(`${SIGN_IN_PATH}?return=${encodeURIComponent(here)}`);
}
