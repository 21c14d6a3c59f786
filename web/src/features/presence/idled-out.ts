import type { Member } from '@fairlead/sdk'

type Present = Pick<Member, 'presence' | 'chosenPresence'>

/** Whether somebody counts as offline only for having done nothing: the connection stands, and they chose otherwise. */
export function isIdledOut(
  { presence, chosenPresence }: Present,
  idleMinutes: number | null,
  isLive: boolean,
): boolean {
  return idleMinutes !== null && isLive && presence === 'offline' && chosenPresence !== 'offline'
}
