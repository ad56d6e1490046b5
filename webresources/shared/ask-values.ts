import {
  asClientError,
  findTransport,
  readManualLines,
  readQuestions,
  remember,
  remembered,
  valuesOf,
  type AskingKind,
} from "../client";
import { leaveTask, takeAnswer } from "./values-task";
import { words } from "./words";

const PAGE = "wave_/pages/values.html";
/** `navigateTo`: a dialog, in the middle. */
const DIALOG = { target: 2, position: 1 } as const;
const WIDTH_PX = 480;
/** Title and buttons of the dialog with a line to say what is wrong, and room for each question; more than this scrolls. */
const FRAME_PX = 210;
const QUESTION_PX = 72;
const LONG_TEXT_PX = 138;
const MOST_PX = 640;

const FAULTS = ["required", "noNumber", "outOfRange", "tooLong"] as const;

/** What a person answered: the `Values` parameter, where there was something to ask; undefined: she cancelled. */
export type Given = { readonly values?: string } | undefined;

/**
 * Asks once for the values of manual lines before a push or a pull of `records` records. Without such lines nothing is
 * shown. Throws ClientError when the mapping cannot be read.
 */
export async function askValues(kind: AskingKind, table: string, records: number): Promise<Given> {
  const lines = await readManualLines(findTransport(), table, kind);
  if (lines.length === 0) return {};
  const questions = await readQuestions(table, lines);
  const title = words(`Ask_Title_${kind}`);
  leaveTask({
    locale: words("Locale"),
    title,
    why: records > 1 ? words("Ask_Why_many", records) : words("Ask_Why"),
    submit: words(`Ask_Submit_${kind}`),
    cancel: words("Cancel"),
    given: words("Ask_Given"),
    canceled: words("Ask_Canceled"),
    faults: Object.fromEntries(FAULTS.map((fault) => [fault, words(`Ask_${fault}`)])),
    questions,
    first: remembered(table),
  });
  const rows = questions.map((each) => (each.kind === "longText" ? LONG_TEXT_PX : QUESTION_PX));
  const height = Math.min(
    rows.reduce((sum, row) => sum + row, FRAME_PX),
    MOST_PX,
  );
  await Xrm.Navigation.navigateTo(
    { pageType: "webresource", webresourceName: PAGE },
    { ...DIALOG, title, width: { value: WIDTH_PX, unit: "px" }, height: { value: height, unit: "px" } },
  ).then(undefined, (thrown: unknown) => {
    throw asClientError(thrown);
  });
  const entered = takeAnswer();
  if (!entered) return undefined;
  remember(table, entered);
  return { values: valuesOf(questions, entered) };
}
