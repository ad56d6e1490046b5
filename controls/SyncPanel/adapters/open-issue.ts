import { issueColumns, issueLookups, issueNames, IssueStatus } from "../../../core/generated/schema";

type Reader = Pick<ComponentFramework.WebApi, "retrieveMultipleRecords">;

/** Id of the newest open issue of a contact or an account; undefined where there is none that the person may read. */
export async function openIssueOf(webApi: Reader, table: string, id: string): Promise<string | undefined> {
  const lookup = table === "account" ? issueLookups.account : issueLookups.contact;
  const query =
    `?$select=${issueNames.primaryId}&$orderby=${issueColumns.lastoccurredon} desc&$top=1` +
    `&$filter=${lookup.value} eq ${id} and ${issueColumns.issuestatus} eq ${IssueStatus.Open}`;
  try {
    const { entities } = await webApi.retrieveMultipleRecords(issueNames.logicalName, query);
    return entities[0]?.[issueNames.primaryId] as string | undefined;
  } catch {
    return undefined;
  }
}
