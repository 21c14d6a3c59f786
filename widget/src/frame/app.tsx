import { useState } from 'preact/hooks'
import type { ChatState } from '../chat/state.ts'
import { Composer } from './composer.tsx'
import { Header } from './header.tsx'
import { Log } from './log.tsx'
import { useScene } from './scene.ts'
import { useUploads } from './uploads.ts'

type Props = Readonly<{ state: ChatState; isOpen: boolean; onClose: (() => void) | null }>

export function App({ state, isOpen, onClose }: Props) {
  const { chat, texts } = useScene()
  const uploads = useUploads(chat, texts)
  const [isDragging, setDragging] = useState(false)
  const isReady = state.phase === 'ready'

  const onKeyDown = (event: KeyboardEvent) => {
    // While a word is being composed, the key belongs to the input method.
    if (event.key === 'Escape' && !event.isComposing) onClose?.()
  }
  const onDragOver = (event: DragEvent) => {
    if (!isReady || !event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    setDragging(true)
  }
  const onDragLeave = (event: DragEvent) => {
    if (!event.relatedTarget) setDragging(false)
  }
  const onDrop = (event: DragEvent) => {
    if (!isDragging) return
    event.preventDefault()
    setDragging(false)
    uploads.add([...(event.dataTransfer?.files ?? [])])
  }

  return (
    <main class="app" onKeyDown={onKeyDown} onDragOver={onDragOver} onDragLeave={onDragLeave} onDrop={onDrop}>
      <Header state={state} onClose={onClose} />
      {isReady || state.channel || state.outbox.length > 0 ? (
        <Log state={state} />
      ) : (
        <p class="empty">{texts.t(state.phase === 'unavailable' ? 'chat.unavailable' : 'chat.connecting')}</p>
      )}
      {!state.isConnected && (
        <p class="banner" role="status">
          {texts.t('chat.offline')}
        </p>
      )}
      {state.phase !== 'unavailable' && <Composer uploads={uploads} isReady={isReady} isOpen={isOpen} />}
      {isDragging && <p class="drop">{texts.t('composer.drop')}</p>}
    </main>
  )
}
