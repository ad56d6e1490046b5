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
import { leaveTask, takeAnswer } from "../shared/values-task";
import { words } from "../shared/words";

const PAGE = "wave_/pages/values.html";
/** `navigateTo`: a dialog, in the middle. */
const DIALOG = { target: 2, position: 1 } as const;
const WIDTH_PX = 480;
/** Title and buttons of the dialog, and a line for each question; more than this scrolls. */
const FRAME_PX = 210;
const QUESTION_PX = 76;
const MOST_PX = 640;

const FAULTS = ["required", "noNumber", "outOfRange", "tooLong"] as const;

/** What a person answered: the `Values` parameter, where there was something to ask; undefined: she cancelled. */
export type Given = { readonly values?: string } | undefined;

/**
 * Asks once for the values of manual lines before a push or a pull of these records. Without such lines nothing is
 * shown. Throws ClientError when the mapping cannot be read.
 */
export async function askValues(kind: AskingKind, table: string): Promise<Given> {
  const lines = await readManualLines(findTransport(), table, kind);
  if (lines.length === 0) return {};
  const questions = await readQuestions(table, lines);
  const title = words(`Ask_Title_${kind}`);
  leaveTask({
    locale: words("Locale"),
    title,
    why: words("Ask_Why"),
    submit: words(`Ask_Submit_${kind}`),
    cancel: words("Cancel"),
    faults: Object.fromEntries(FAULTS.map((fault) => [fault, words(`Ask_${fault}`)])),
    questions,
    first: remembered(table),
  });
  const height = Math.min(FRAME_PX + questions.length * QUESTION_PX, MOST_PX);
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
