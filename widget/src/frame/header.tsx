import type { ChatState } from '../chat/state.ts'
import { Icon } from './icon.tsx'
import { useScene } from './scene.ts'
import type { Texts } from './texts.ts'

export function Header({ state, onClose }: Readonly<{ state: ChatState; onClose: (() => void) | null }>) {
  const { texts } = useScene()

  return (
    <header class="header">
      <div class="heading">
        <h1>
          <bdi>{state.channel?.title ?? ''}</bdi>
        </h1>
        <p aria-live="polite">{state.phase === 'ready' && statusOf(state, texts)}</p>
      </div>
      {onClose && (
        <button type="button" class="round" aria-label={texts.t('chat.close')} onClick={onClose}>
          <Icon name="close" />
        </button>
      )}
    </header>
  )
}

function statusOf({ assignee, isAnyoneOnline }: ChatState, texts: Texts): string {
  if (assignee) return texts.t('status.assignee', { name: assignee.name })
  return texts.t(isAnyoneOnline ? 'status.online' : 'status.away')
}
