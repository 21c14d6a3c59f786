/**
 * What a file of this folder exports as `run`, so that `npm run bench -- <its name>` finds it. It is given what else
 * stands on the command line.
 */
export type Bench = (args: readonly string[]) => Promise<Outcome>

export type Outcome = Readonly<{
  /** The figures; printed as one line of JSON when asked for. */
  result: object
  /** The same for people. */
  lines: readonly string[]
}>
