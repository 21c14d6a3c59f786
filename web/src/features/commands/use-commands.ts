import { useEffect, useLayoutEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import type { Command } from './command.ts'
import { commands, type Place } from './registry.ts'

/**
 * Offers commands while whoever calls it is on the screen. They are made when somebody asks, the palette while it is
 * drawn among them, where an effect's event must not be called.
 */
export function useCommands(list: () => readonly Command[], place: Place = 'ordinary'): void {
  const latest = useRef(list)
  useLayoutEffect(() => {
    latest.current = list
  })
  useEffect(() => commands.add(() => latest.current(), place), [place])
}

/** All that are offered now, or could be. */
export function useOfferedCommands(): readonly Command[] {
  const version = useSyncExternalStore(
    (onChange) => commands.watch(onChange),
    () => commands.version,
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: the registry says when it has changed
  return useMemo(() => commands.list(), [version])
}
