export const commandGroups = ['recent', 'conversation', 'list', 'go', 'you', 'help'] as const
export type CommandGroup = (typeof commandGroups)[number]

/** Something that can be done, wherever it is chosen: by keys, in the palette, or read of in the sheet of shortcuts. */
export type Command = Readonly<{
  id: string
  title: string
  group: CommandGroup
  /** Pressed one after the other, while nothing is typed: `e`, `g m`, `?`. */
  keys?: string
  /** Said at its right: what is so now. */
  hint?: string
  /** Other words that it is found by. */
  words?: string
  /** False: not now. It keeps its line in the sheet. */
  isOffered?: boolean
}> &
  (
    | Readonly<{ run(): unknown }>
    | Readonly<{
        choices(): readonly Command[] | Promise<readonly Command[]>
        /** What is not among the choices, made of what was typed. */
        typed?(text: string): Command
      }>
  )

export function isOffered({ isOffered = true }: Command): boolean {
  return isOffered
}
