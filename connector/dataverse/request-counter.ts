/** Requests of one run or operation, counted where they leave: "throttled" is not "failed". */
export class RequestCounter {
  sent = 0;
  throttled = 0;
  failed = 0;
}
