import { useGeneralCommands } from './use-general-commands.ts'
import { useOwnCommands } from './use-own-commands.ts'

/** What can be done wherever one is. */
export function EverydayCommands() {
  useGeneralCommands()
  useOwnCommands()
  return null
}
