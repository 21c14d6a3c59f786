import type { Attachment, AttachmentProblem } from '@fairlead/sdk'
import { Loader, Text } from '@mantine/core'
import { IconDownload, IconFile, IconFileAlert, IconPlayerPlayFilled } from '@tabler/icons-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useLocale } from '../inbox/use-locale.ts'
import { attachmentUrl } from '../media/attachment-url.ts'
import { AudioPlayer } from '../media/audio-player.tsx'
import { useOpenMedium } from '../media/media-host.tsx'
import classes from './attachment-view.module.css'
import { FetchAgain } from './fetch-again.tsx'
import { fileSize } from './file-size.ts'

export function AttachmentView({ attachment }: { attachment: Attachment }) {
  const { t } = useTranslation('inbox')
  const { state, type, name, isVoice } = attachment
  const url = attachmentUrl(attachment)

  if (state === 'pending') return <FileCard attachment={attachment} icon={<Loader size={20} />} />
  if (state === 'failed') return <MissingFile attachment={attachment} />
  if (type.startsWith('image/')) {
    return (
      <Opener attachment={attachment} className={classes.image}>
        <img src={url} alt={t('message.image', { name })} loading="lazy" decoding="async" />
      </Opener>
    )
  }
  if (type.startsWith('audio/')) {
    return <AudioPlayer url={url} label={isVoice ? t('message.voice') : name} />
  }
  if (type.startsWith('video/')) {
    return (
      <Opener attachment={attachment} className={classes.video}>
        <video src={url} preload="metadata" muted playsInline tabIndex={-1} aria-label={name} />
        <span className={classes.play}>
          <IconPlayerPlayFilled size={22} aria-hidden />
        </span>
      </Opener>
    )
  }
  return (
    <a className={classes.card} href={url} download={name} aria-label={t('message.download', { name })}>
      <FileFacts attachment={attachment} icon={<IconFile size={22} />} />
      <IconDownload size={18} aria-hidden />
    </a>
  )
}

type OpenerProps = Readonly<{ attachment: Attachment; className: string | undefined; children: React.ReactNode }>

// A link, so that it can be opened in a tab of its own as well.
function Opener({ attachment, className, children }: OpenerProps) {
  const open = useOpenMedium()
  const { id, width, height } = attachment
  return (
    <a
      className={className}
      href={attachmentUrl(attachment)}
      target="_blank"
      rel="noreferrer"
      {...(width && height ? { style: { aspectRatio: `${width} / ${height}` } } : {})}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return
        event.preventDefault()
        open(id)
      }}
    >
      {children}
    </a>
  )
}

function MissingFile({ attachment }: { attachment: Attachment }) {
  const code = attachment.error?.code ?? 'unknown'
  return (
    <div className={classes.card} title={attachment.error?.detail}>
      <FileFacts attachment={attachment} icon={<IconFileAlert size={22} aria-hidden />} />
      {isWorthRetrying[code] && <FetchAgain attachmentId={attachment.id} />}
    </div>
  )
}

// What is gone or too large stays so; an operator decides about addresses.
const isWorthRetrying: Readonly<Record<AttachmentProblem, boolean>> = {
  too_large: false,
  gone: false,
  private_address: false,
  not_allowed: true,
  unavailable: true,
  unknown: true,
}

function FileCard(props: { attachment: Attachment; icon: React.ReactNode }) {
  return (
    <div className={classes.card}>
      <FileFacts {...props} />
    </div>
  )
}

function FileFacts({ attachment, icon }: { attachment: Attachment; icon: React.ReactNode }) {
  const { name, type, size, state } = attachment
  const { t } = useTranslation('inbox')
  const locale = useLocale()
  return (
    <>
      {icon}
      <div className={classes.facts}>
        <Text size="sm" truncate>
          {name || t(type.startsWith('image/') ? 'kinds.image' : 'kinds.document')}
        </Text>
        <Text size="xs" c="dimmed">
          {state === 'pending' && t('message.attachmentPending')}
          {state === 'failed' &&
            (attachment.error ? t(`fileProblem.${attachment.error.code}`) : t('message.attachmentFailed'))}
          {state === 'stored' && fileSize(size, locale)}
        </Text>
      </div>
    </>
  )
}
