import type { Message } from '@fairlead/sdk'
import { createContext, type ReactNode, Suspense, useContext, useState } from 'react'
import { later } from '../../ui/later.ts'
import { mediaOf } from './media-list.ts'

const MediaViewer = later(async () => (await import('./media-viewer.tsx')).MediaViewer)

const OpenMedium = createContext<(attachmentId: string) => void>(() => undefined)

/** Opens a picture or a film of the conversation over everything. */
export function useOpenMedium(): (attachmentId: string) => void {
  return useContext(OpenMedium)
}

/** What is below can open its pictures and films, and whoever looks goes through all of them. */
export function MediaHost({ messages, children }: { messages: readonly Message[]; children: ReactNode }) {
  const [openId, setOpenId] = useState<string | null>(null)

  return (
    <OpenMedium value={setOpenId}>
      {children}
      {openId !== null && (
        <Suspense>
          <MediaViewer media={mediaOf(messages)} openId={openId} onOpen={setOpenId} onClose={() => setOpenId(null)} />
        </Suspense>
      )}
    </OpenMedium>
  )
}
