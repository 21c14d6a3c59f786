/** The demo does not start, or cannot go on; the message says why and what to do. */
export class Refusal extends Error {}
