/** A step of a start did not succeed; the message says, for the person at the terminal, what to do. */
export class StartFailed extends Error {}
