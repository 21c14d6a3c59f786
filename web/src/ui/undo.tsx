import { Button, Group, Text } from '@mantine/core'
import { notifications } from './notifications.ts'

type Undoing = Readonly<{
  id: string
  /** What was done. */
  text: string
  /** What the button says. */
  action: string
  forMs: number
  undo(): void
}>

let last: Readonly<{ id: string; until: number; run(): void }> | null = null

/** Says what was done, with the way back: by the button, and by a key for as long as it stands there. */
export function offerUndo({ id, text, action, forMs, undo }: Undoing): void {
  const run = () => {
    if (last?.id === id) last = null
    notifications.hide(id)
    undo()
  }
  last = { id, until: Date.now() + forMs, run }
  notifications.show({
    id,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{text}</Text>
        <Button size="compact-sm" variant="subtle" flex="none" onClick={run}>
          {action}
        </Button>
      </Group>
    ),
    autoClose: forMs,
  })
}

/** Undoes what was done last; null: there is nothing, or it is too late. */
export function lastUndo(): (() => void) | null {
  return last !== null && last.until > Date.now() ? last.run : null
}
