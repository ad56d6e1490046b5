import type {
  LookupValue,
  MessageHandler,
  MessageScope,
  OperationDefinition,
  StoredRow,
  StoredValue,
} from "../contracts";
import { leadAlreadyClosed, notImplemented, recordNotFound } from "../errors";
import { requireTable } from "./rows/table";

type Values = Readonly<Record<string, StoredValue>>;

const OPEN = 0;
const QUALIFIED = 1;

/** What a contact takes over: the columns of these names (the platform's column mappings of contact_originating_lead). */
const TO_CONTACT =
  /^(firstname|lastname|jobtitle|salutation|mobilephone|telephone[123]|emailaddress[123]|fax|pager|websiteurl|description|donot\w+|yomi(first|middle|last)name|address[12]_(name|line[123]|city|stateorprovince|postalcode|country|county|fax|telephone1))$/;
const TO_ACCOUNT =
  /^(emailaddress1|telephone[12]|fax|websiteurl|sic|description|industrycode|numberofemployees|revenue|donot\w+|address1_(line[123]|city|stateorprovince|postalcode|country))$/;

/**
 * QualifyLead: the lead is closed as qualified, and the account and the contact that are asked for are made of it, joined with each other
 * and with the lead (docs: QualifyLead action, QualifyLeadRequest). It makes no opportunity here.
 */
const qualifyLead: MessageHandler = async (request, context, scope) => {
  const { CreateAccount, CreateContact, CreateOpportunity, Status } = request.input;
  if (CreateOpportunity === true) throw notImplemented("Opportunities made by QualifyLead");
  const { kernel, tx } = scope;
  const { id = "" } = request;
  await tx.lock("lead", id);
  const lead = tx.get("lead", id);
  if (lead === undefined) throw recordNotFound("lead", id);
  if (lead.values["statecode"] !== OPEN) throw leadAlreadyClosed();
  if (!context.isSystem) kernel.security.require(context, "Write", "lead", lead);
  const account = CreateAccount === true ? await madeOf(lead, "account", scope) : undefined;
  const contact =
    CreateContact === true
      ? await madeOf(lead, "contact", scope, account ? { parentcustomerid: account } : {})
      : undefined;
  if (account && contact) await update(scope, account, { primarycontactid: contact });
  await update(
    scope,
    { table: "lead", id },
    {
      statecode: QUALIFIED,
      statuscode: Status as number,
      ...(account ? { parentaccountid: account } : {}),
      ...(contact ? { parentcontactid: contact } : {}),
    },
  );
  const made = [account, contact].flatMap((row) => (row ? [row] : []));
  return {
    value: made.map((row) => ({
      "@odata.type": `#Microsoft.Dynamics.CRM.${row.table}`,
      [requireTable(kernel, row.table).primaryId]: row.id,
    })),
  };
};

async function madeOf(
  lead: StoredRow,
  table: "account" | "contact",
  { execute, kernel }: MessageScope,
  more: Values = {},
): Promise<LookupValue> {
  const columns = requireTable(kernel, table).columns;
  const taken = table === "contact" ? TO_CONTACT : TO_ACCOUNT;
  const values = Object.fromEntries(
    Object.entries(lead.values).filter(([name]) => taken.test(name) && columns.has(name)),
  );
  const { companyname = null, fullname = null, ownerid } = lead.values;
  const target = {
    ...values,
    ...(table === "account" ? { name: companyname ?? fullname } : {}),
    ...(ownerid === undefined ? {} : { ownerid }),
    originatingleadid: { table: "lead", id: lead.id },
    ...more,
  };
  const made = await execute({ name: "Create", table, input: { Target: { table, values: target } } });
  return { table, id: made["id"] as string };
}

async function update({ execute }: MessageScope, { table, id }: LookupValue, values: Values): Promise<void> {
  await execute({ name: "Update", table, id, input: { Target: { table, id, values } } });
}

export const qualifyLeadOperation: OperationDefinition = {
  name: "QualifyLead",
  kind: "action",
  binding: "entity",
  table: "lead",
  parameters: [
    { name: "CreateAccount", type: "Boolean" },
    { name: "CreateContact", type: "Boolean" },
    { name: "CreateOpportunity", type: "Boolean" },
    { name: "OpportunityCurrencyId", type: "EntityReference", optional: true },
    { name: "OpportunityCustomerId", type: "EntityReference", optional: true },
    { name: "SourceCampaignId", type: "EntityReference", optional: true },
    { name: "Status", type: "Integer" },
    { name: "ProcessInstanceId", type: "EntityReference", optional: true },
  ],
  response: [{ name: "value", type: "Json" }],
  handler: qualifyLead,
};
