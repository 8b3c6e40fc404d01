/** Clocks that somebody owes. See README.md. */
export { dueAt, PROMISE_CLOCKS, standingOf, type PromiseClock, type PromiseStanding, type PromiseTimes } from './promise.ts';
export {
  isPromiseClock, keepPromise, makePromise, owedBy, pausePromise, promisesOf, recountPromises, resumePromise, withdrawPromise, type NewPromise, type PromiseRow,
} from './promise.store.ts';
export { heldPromises } from './held-promises.store.ts';
export { owedPromises } from './owed-promises.store.ts';
