export const options = {
  email: { type: 'string' },
  password: { type: 'string' },
  name: { type: 'string' },
  workspace: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

export type CliOptions = Readonly<{
  email?: string
  password?: string
  name?: string
  workspace?: string
  json?: boolean
  help?: boolean
}>

/** The command line was not understood. */
export class CliUsageError extends Error {}
