import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Chat } from '../chat/chat.ts'
import type { Shelf } from '../chat/shelf.ts'
import type { Texts } from './texts.ts'

export type SceneValue = Readonly<{ chat: Chat; shelf: Shelf; texts: Texts }>

/** What every part of the frame may need and nobody changes. */
export const Scene = createContext<SceneValue | null>(null)

export function useScene(): SceneValue {
  const scene = useContext(Scene)
  if (!scene) throw new Error('Outside of the scene.')
  return scene
}
