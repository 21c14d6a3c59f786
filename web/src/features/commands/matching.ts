import { type Command, commandGroups } from './command.ts'

/** The commands that have all the words, the best first: where a title begins with them before where they stand inside. */
export function matching(commands: readonly Command[], query: string): Command[] {
  const words = fold(query).split(/\s+/).filter(Boolean)
  if (words.length === 0) return [...commands].sort(byGroup)
  return commands
    .map((command) => ({ command, score: score(command, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || byGroup(a.command, b.command))
    .map(({ command }) => command)
}

function score({ title, words = '' }: Command, wanted: readonly string[]): number {
  const name = fold(title)
  const more = fold(words)
  const each = wanted.map((word) => {
    if (name.startsWith(word)) return 4
    if (` ${name}`.includes(` ${word}`)) return 3
    if (name.includes(word)) return 2
    return more.includes(word) ? 1 : 0
  })
  return each.includes(0) ? 0 : each.reduce<number>((sum, one) => sum + one, 0)
}

function byGroup(a: Command, b: Command): number {
  return commandGroups.indexOf(a.group) - commandGroups.indexOf(b.group)
}

/** Without marks and capitals, so that whoever types fast finds it too. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
}
