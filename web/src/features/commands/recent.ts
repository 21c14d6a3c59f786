import type { Command } from './command.ts'

const most = 5
/** The latest first. In the memory of this tab alone: whom one looked for is nobody else's. */
let recent: readonly Command[] = []

export function rememberChosen(command: Command): void {
  recent = [command, ...recent.filter(({ id }) => id !== command.id)].slice(0, most)
}

/** What was chosen lately and can be now; whom one went to can always be gone to again. */
export function recentOf(offered: readonly Command[]): readonly Command[] {
  const byId = new Map(offered.map((command) => [command.id, command]))
  return recent.flatMap((command) => byId.get(command.id) ?? (isPlace(command) ? command : []))
}

function isPlace({ id }: Command): boolean {
  return id.startsWith('contact.') || id.startsWith('conversation.')
}
