/** Domains where anyone gets a mailbox: they say nothing about who somebody works for. By name, without the ending. */
const ANY_ENDING = new Set(["gmail", "googlemail", "hotmail", "outlook", "live", "msn", "yahoo", "ymail", "rocketmail", "aol", "gmx", "yandex"]);

const WHOLE = new Set([
  "icloud.com",
  "me.com",
  "mac.com",
  "proton.me",
  "protonmail.com",
  "pm.me",
  "tutanota.com",
  "mail.com",
  "mail.ru",
  "zoho.com",
  "fastmail.com",
  "hey.com",
  "web.de",
  "t-online.de",
  "freenet.de",
  "arcor.de",
  "posteo.de",
  "orange.fr",
  "wanadoo.fr",
  "free.fr",
  "sfr.fr",
  "laposte.net",
  "neuf.fr",
  "bbox.fr",
  "bluewin.ch",
  "libero.it",
  "virgilio.it",
  "terra.es",
  "telefonica.net",
  "comcast.net",
  "verizon.net",
  "btinternet.com",
  "qq.com",
  "163.com",
  "126.com",
  "naver.com",
  "rediffmail.com",
]);

/** True for a registrable domain that belongs to a mail provider, not to a company. */
export function isMailProvider(domain: string): boolean {
  return WHOLE.has(domain) || ANY_ENDING.has(domain.slice(0, domain.indexOf(".")));
}
