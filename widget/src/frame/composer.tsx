import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Icon } from './icon.tsx'
import { useScene } from './scene.ts'
import { UploadList } from './upload-list.tsx'
import type { Uploads } from './uploads.ts'

type Props = Readonly<{ uploads: Uploads; isReady: boolean; isOpen: boolean }>

export function Composer({ uploads, isReady, isOpen }: Props) {
  const { chat, shelf, texts } = useScene()
  const [text, setText] = useState(() => shelf.draft())
  const input = useRef<HTMLTextAreaElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  const isUploading = uploads.list.some(({ attachment, problem }) => !attachment && !problem)
  const hasContent = text.trim() !== '' || uploads.list.some(({ attachment }) => attachment)
  const canSend = hasContent && !isUploading

  useEffect(() => {
    if (isOpen) input.current?.focus()
  }, [isOpen])

  // As tall as the text.
  useLayoutEffect(() => {
    const element = input.current
    if (!element) return
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight}px`
  }, [text])

  const write = (next: string) => {
    setText(next)
    shelf.keepDraft(next)
  }
  const send = () => {
    if (!canSend) return
    chat.send(text.trim(), uploads.take())
    write('')
    input.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // On a keyboard of glass there is no Shift+Enter, and the button is near.
    const isMeant = event.key === 'Enter' && !event.shiftKey && !event.isComposing && !isTouch()
    if (!isMeant) return
    event.preventDefault()
    send()
  }
  const onPaste = (event: ClipboardEvent) => {
    const files = [...(event.clipboardData?.files ?? [])]
    if (files.length === 0 || !isReady) return
    event.preventDefault()
    uploads.add(files)
  }
  const onPick = () => {
    const { current } = picker
    uploads.add([...(current?.files ?? [])])
    // So that the same file can be chosen again.
    if (current) current.value = ''
  }

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <UploadList uploads={uploads} />
      <div class="writing">
        <input ref={picker} type="file" multiple hidden onChange={onPick} />
        <button
          type="button"
          class="round"
          aria-label={texts.t('composer.attach')}
          disabled={!isReady}
          onClick={() => picker.current?.click()}
        >
          <Icon name="attach" />
        </button>
        <textarea
          ref={input}
          rows={1}
          maxLength={10_000}
          dir="auto"
          aria-label={texts.t('composer.label')}
          placeholder={texts.t('composer.placeholder')}
          value={text}
          onInput={(event) => write(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
        <button type="submit" class="round send" aria-label={texts.t('composer.send')} aria-disabled={!canSend}>
          <Icon name="send" />
        </button>
      </div>
    </form>
  )
}

function isTouch(): boolean {
  return matchMedia('(pointer: coarse)').matches
}
