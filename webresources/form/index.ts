import { openChannel, type Channel } from "../client";
import { recordOn } from "../shared/form-record";
import { publish } from "../shared/publish";
import { follow } from "./follow";

let channel: Channel | undefined;

/** Forms followed by record: opening a record again replaces what was there, and two forms stay apart. */
const followed = new Map<string, () => void>();

/**
 * Handler of the forms' OnLoad event (pass the execution context). Joins the form with the panel on it; asks
 * nothing of the server. A new record is joined as soon as it is saved.
 */
function onLoad(executionContext: Xrm.Events.EventContext): void {
  const formContext = executionContext.getFormContext();
  if (!join(formContext)) {
    let joined = false;
    formContext.data.entity.addOnPostSave(() => {
      joined ||= join(formContext);
    });
  }
}

function join(formContext: Xrm.FormContext): boolean {
  const record = recordOn(formContext);
  if (!record) return false;
  channel ??= openChannel();
  const key = `${record.table}:${record.id}`;
  followed.get(key)?.();
  followed.set(key, follow(channel, formContext, record));
  return true;
}

publish("Form", { onLoad });
