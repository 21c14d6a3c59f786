import { createContext, use } from 'react'
import type { Way } from '../model/way.ts'

/** What every node needs and hardly ever changes, so that an edit draws only the node it concerns. */
export type NodeContextValue = Readonly<{
  /** Asks which step comes next by this way; between what it connects, where it leads somewhere. */
  addAfter(way: Way): void
  disconnect(way: Way): void
}>

const Context = createContext<NodeContextValue | null>(null)

export const NodeContext = Context.Provider

export function useNodeContext(): NodeContextValue {
  const value = use(Context)
  if (value === null) throw new Error('A node belongs onto the canvas.')
  return value
}
