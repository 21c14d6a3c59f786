import type { Attachment } from '@fairlead/sdk'
import { useEffect, useState } from 'preact/hooks'
import { Icon } from './icon.tsx'
import { useScene } from './scene.ts'

// Kinds that are pictures and nothing else; the rest is only ever saved, never opened in our origin.
const pictures = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']
const largestPicture = 8_000_000

export function AttachmentView({ attachment }: Readonly<{ attachment: Attachment }>) {
  const { type, size, state } = attachment
  const isPicture = pictures.includes(type) && size <= largestPicture && state === 'stored'
  return isPicture ? <Picture attachment={attachment} /> : <FileCard attachment={attachment} />
}

// Fetched and not linked, because the visitor's token must not be part of an address.
function Picture({ attachment }: Readonly<{ attachment: Attachment }>) {
  const { chat, texts } = useScene()
  const { id, name } = attachment
  const [url, setUrl] = useState('')
  const [isMissing, setMissing] = useState(false)

  useEffect(() => {
    let isGone = false
    let made = ''
    chat.attachment(id).then(
      (blob) => {
        if (isGone) return
        made = URL.createObjectURL(blob)
        setUrl(made)
      },
      () => setMissing(true),
    )
    return () => {
      isGone = true
      URL.revokeObjectURL(made)
    }
  }, [chat, id])

  if (isMissing) return <FileCard attachment={attachment} />
  return url ? (
    <a class="picture" href={url} download={name} aria-label={texts.t('file.download', { name })}>
      <img src={url} alt={name} />
    </a>
  ) : (
    <span class="picture loading" role="img" aria-label={texts.t('file.loading')} />
  )
}

function FileCard({ attachment }: Readonly<{ attachment: Attachment }>) {
  const { chat, texts } = useScene()
  const { id, name, size, state } = attachment
  const [phase, setPhase] = useState<'idle' | 'loading' | 'missing'>(state === 'failed' ? 'missing' : 'idle')

  const download = async () => {
    setPhase('loading')
    try {
      save(await chat.attachment(id), name)
      setPhase('idle')
    } catch {
      setPhase('missing')
    }
  }

  const isWaiting = state === 'pending' || phase === 'loading'
  const note = phase === 'missing' ? texts.t('file.missing', { name }) : texts.t('file.loading')
  return (
    <button
      type="button"
      class="card"
      disabled={isWaiting || state === 'failed'}
      aria-label={texts.t('file.download', { name })}
      onClick={() => void download()}
    >
      <Icon name="file" />
      <span>
        <b dir="auto">{name}</b>
        <small>{isWaiting || phase === 'missing' ? note : texts.size(size)}</small>
      </span>
    </button>
  )
}

function save(blob: Blob, name: string) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  // The browser takes the file after this turn.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
