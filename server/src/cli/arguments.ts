export const options = {
  email: { type: 'string' },
  password: { type: 'string' },
  name: { type: 'string' },
  workspace: { type: 'string' },
  to: { type: 'string' },
  'without-secret': { type: 'boolean', default: false },
  from: { type: 'string' },
  replace: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

export type CliOptions = Readonly<{
  email?: string
  password?: string
  name?: string
  workspace?: string
  to?: string
  'without-secret'?: boolean
  from?: string
  replace?: boolean
  json?: boolean
  help?: boolean
}>

/** The command line was not understood. */
export class CliUsageError extends Error {}
