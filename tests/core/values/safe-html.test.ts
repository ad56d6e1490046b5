import fc from "fast-check";
import { safeHtml } from "../../../core/values/safe-html";

test.each([
  ["plain text keeps its lines", "Hi,\nsee you & co.", "Hi,<br>see you &amp; co."],
  ["a comparison is no markup", "1 < 2 > 0", "1 &lt; 2 &gt; 0"],
  [
    "formatting stays, attributes do not",
    `<p style="x" onclick=steal()>Hi <B>you</B></p>`,
    "<p>Hi <b>you</b></p>",
  ],
  ["text of unknown elements stays", "<font>Hi</font><blink>you</blink>", "Hiyou"],
  ["scripts and styles go with their text", "a<script>steal()</script><style>p{}</style >b<br>", "ab<br>"],
  ["also one that never ends", "a<br><script>steal()", "a<br>"],
  ["comments go", "<p>a<!-- <script> -->b</p>", "<p>ab</p>"],
  [
    "links to pages and mails stay",
    `<a href="https://acme.test/?a=1&amp;b=2">x</a>`,
    `<a href="https://acme.test/?a=1&amp;b=2">x</a>`,
  ],
  ["links that run something do not", `<a href="javascript:steal()">x</a>`, "<a>x</a>"],
  [
    "nor do hidden ones",
    `<a href="jav&#x0A;ascript:steal()">x</a><a href='&#106;avascript:x'>y</a>`,
    "<a>x</a><a>y</a>",
  ],
  [
    "references stay what they are",
    "<p>&lt;script&gt; &copy; & co.</p>",
    "<p>&lt;script&gt; &copy; &amp; co.</p>",
  ],
  [
    "a quote cannot break out of a link",
    `<a href='https://a.test/"onmouseover="x'>x</a>`,
    `<a href="https://a.test/&quot;onmouseover=&quot;x">x</a>`,
  ],
])("%s", (_name, given, safe) => {
  expect(safeHtml(given)).toBe(safe);
});

/** Everything that is no tag of this form is text. */
const HARMLESS = /^(?:[^<>]|<\/?[a-z][a-z0-9]*>|<a href="(?:https?:|mailto:|tel:)[^"<>]*">)*$/i;
const piece = fc.oneof(
  fc.constantFrom(
    "<script>",
    "</script>",
    "<p ",
    "<a href=",
    "javascript:",
    "<svg/onload=",
    "<!--",
    "-->",
    "'",
    '"',
    ">",
    "<",
    "<img src=x onerror=x>",
    "&#60;",
    "\n",
  ),
  fc.string({ maxLength: 5 }),
);

test("whatever comes, nothing but plain tags and links comes out", () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const safe = safeHtml(pieces.join(""));
      expect(safe).toMatch(HARMLESS);
      expect(safe).not.toMatch(/<(script|svg|img)/i);
    }),
  );
});
