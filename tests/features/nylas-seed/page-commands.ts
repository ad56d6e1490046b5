/** The commands and bodies of Nylas' page about Dynamics 365, as they stand there. https://developer.nylas.com/docs/cookbook/use-cases/sync/sync-dynamics-email/ */

export const TOKEN_REQUEST = `
curl --request POST \\
  --url "https://login.microsoftonline.com/<TENANT_ID>/oauth2/v2.0/token" \\
  --header "Content-Type: application/x-www-form-urlencoded" \\
  --data "grant_type=client_credentials" \\
  --data "client_id=<AZURE_APP_CLIENT_ID>" \\
  --data "client_secret=<AZURE_APP_SECRET>" \\
  --data "scope=https://yourorg.crm.dynamics.com/.default"
`;

export const LIST_MESSAGES = `
curl --compressed --request GET \\
  --url "https://api.us.nylas.com/v3/grants/<NYLAS_GRANT_ID>/messages?limit=5" \\
  --header 'Accept: application/json' \\
  --header 'Authorization: Bearer <NYLAS_API_KEY>' \\
  --header 'Content-Type: application/json'
`;

export const CREATE_EMAIL = `
curl --request POST \\
  --url "https://yourorg.crm.dynamics.com/api/data/v9.2/emails" \\
  --header "Authorization: Bearer <DATAVERSE_TOKEN>" \\
  --header "Content-Type: application/json; charset=utf-8" \\
  --header "OData-Version: 4.0" \\
  --data '{
    "subject": "Re: Q2 renewal",
    "description": "<p>Thanks for the call earlier.</p>",
    "directioncode": false,
    "torecipients": "ada@acme.test",
    "regardingobjectid_contact@odata.bind": "/contacts(00000000-0000-0000-0000-000000000001)"
  }'
`;

/** The contact that the page binds. */
export const CONTACT_ID = "00000000-0000-0000-0000-000000000001";

export interface PageMessage {
  readonly subject: string;
  readonly body?: string;
}

/** The body of the page's Python, with parties. */
export const emailWithParties = (msg: PageMessage, accountId: string, contactId: string) => ({
  subject: msg.subject,
  description: msg.body ?? "",
  directioncode: false,
  "regardingobjectid_account@odata.bind": `/accounts(${accountId})`,
  email_activity_parties: [
    {
      "partyid_contact@odata.bind": `/contacts(${contactId})`,
      participationtypemask: 1,
    },
    {
      addressused: "sales@yourorg.com",
      participationtypemask: 2,
    },
  ],
});
