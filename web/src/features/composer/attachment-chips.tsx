import type { Attachment } from '@fairlead/sdk'
import { CloseButton, Progress, Text } from '@mantine/core'
import { IconAlertCircle, IconFile } from '@tabler/icons-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useLocale } from '../inbox/use-locale.ts'
import { attachmentUrl } from '../media/attachment-url.ts'
import { fileSize } from '../messages/file-size.ts'
import classes from './composer.module.css'
import type { Upload } from './use-uploads.ts'

type Props = Readonly<{
  attachments: readonly Attachment[]
  uploads: readonly Upload[]
  onRemove(id: string): void
}>

/** The files that go with a message, and those that are still on their way to the server. */
export function AttachmentChips({ attachments, uploads, onRemove }: Props) {
  const { t } = useTranslation('inbox')
  const locale = useLocale()
  if (attachments.length + uploads.length === 0) return null

  return (
    <ul className={classes.chips}>
      {attachments.map((attachment) => (
        <li key={attachment.id} className={classes.chip}>
          {attachment.type.startsWith('image/') ? (
            <img src={attachmentUrl(attachment)} alt="" className={classes.thumbnail} />
          ) : (
            <IconFile size={18} aria-hidden />
          )}
          <div className={classes.chipText}>
            <Text size="xs" truncate>
              {attachment.name}
            </Text>
            <Text size="xs" c="dimmed">
              {fileSize(attachment.size, locale)}
            </Text>
          </div>
          <CloseButton
            size="sm"
            onClick={() => onRemove(attachment.id)}
            aria-label={t('composer.removeAttachment', { name: attachment.name })}
          />
        </li>
      ))}
      {uploads.map(({ id, name, share, error, cancel }) => (
        <li key={id} className={classes.chip} data-failed={error !== null || undefined}>
          {error === null ? (
            <IconFile size={18} aria-hidden />
          ) : (
            <IconAlertCircle size={18} color="var(--mantine-color-error)" aria-hidden />
          )}
          <div className={classes.chipText}>
            <Text size="xs" truncate>
              {name}
            </Text>
            {error === null ? (
              <Progress value={share * 100} size="xs" mt={4} aria-label={t('composer.uploading', { name })} />
            ) : (
              <Text size="xs" c="red" role="alert">
                {error}
              </Text>
            )}
          </div>
          <CloseButton size="sm" onClick={cancel} aria-label={t('composer.removeAttachment', { name })} />
        </li>
      ))}
    </ul>
  )
}
