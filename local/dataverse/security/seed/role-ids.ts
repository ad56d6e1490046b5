/** Well-known role templates of the platform: the roles of the root business unit carry these ids in every environment's docs and exports. */
export const SYSTEM_ADMINISTRATOR = "627090ff-40a3-4053-8790-584edc5be201";
export const SYSTEM_CUSTOMIZER = "119f245c-3cc8-4b62-b31c-d1a046ced15d";
/** Salesperson has an id of its own in every environment; here it is always this one. */
export const SALESPERSON = "a4be89ff-7c35-4d69-9900-999c3f603e6f";
/** Basic User: what every person needs to open an app. */
export const BASIC_USER = "d58407f2-48d5-e711-a82c-000d3a37c848";
/** Not of the platform: what somebody needs who syncs leads. */
export const LEAD_SYNC = "5a0c3b0e-8a0f-4a57-9c7e-2f6d1b9e4c21";
