import type { Attachment } from '@fairlead/sdk'
import { Loader, Text } from '@mantine/core'
import { IconDownload, IconFile, IconFileAlert } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { chosenWorkspaceId } from '../../chosen-workspace.ts'
import { useLocale } from '../inbox/use-locale.ts'
import classes from './attachment-view.module.css'
import { fileSize } from './file-size.ts'

export function AttachmentView({ attachment }: { attachment: Attachment }) {
  const { t } = useTranslation('inbox')
  const { state, type, name, isVoice } = attachment
  const url = attachmentUrl(attachment)

  if (state === 'pending') return <FileCard attachment={attachment} icon={<Loader size={20} />} />
  if (state === 'failed') return <FileCard attachment={attachment} icon={<IconFileAlert size={22} />} />
  if (type.startsWith('image/')) {
    return (
      <a className={classes.image} href={url} target="_blank" rel="noreferrer">
        <img src={url} alt={t('message.image', { name })} loading="lazy" decoding="async" />
      </a>
    )
  }
  if (type.startsWith('audio/')) {
    return (
      // biome-ignore lint/a11y/useMediaCaption: what customers say comes without a transcript
      <audio
        className={classes.audio}
        src={url}
        controls
        preload="metadata"
        aria-label={isVoice ? t('message.voice') : name}
      />
    )
  }
  if (type.startsWith('video/')) {
    // biome-ignore lint/a11y/useMediaCaption: what customers film comes without captions
    return <video className={classes.video} src={url} controls preload="metadata" aria-label={name} />
  }
  return (
    <a className={classes.card} href={url} download={name} aria-label={t('message.download', { name })}>
      <FileFacts attachment={attachment} icon={<IconFile size={22} />} />
      <IconDownload size={18} aria-hidden />
    </a>
  )
}

export function attachmentUrl({ id }: Attachment): string {
  const workspaceId = chosenWorkspaceId()
  return `/api/v1/attachments/${id}/content${workspaceId === null ? '' : `?workspace=${workspaceId}`}`
}

function FileCard(props: { attachment: Attachment; icon: React.ReactNode }) {
  return (
    <div className={classes.card}>
      <FileFacts {...props} />
    </div>
  )
}

function FileFacts({
  attachment: { name, type, size, state },
  icon,
}: {
  attachment: Attachment
  icon: React.ReactNode
}) {
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
          {state === 'failed' && t('message.attachmentFailed')}
          {state === 'stored' && fileSize(size, locale)}
        </Text>
      </div>
    </>
  )
}
