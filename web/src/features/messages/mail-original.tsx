import type { Message } from '@fairlead/sdk'
import { Alert, Button, Group, Modal, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconPhoto } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { chosenWorkspaceId } from '../../chosen-workspace.ts'
import { describeError } from '../../describe-error.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './mail.module.css'
import { mailQuery } from './queries.ts'

type Props = Readonly<{
  messageId: string
  mail: NonNullable<Message['content']['mail']>
  authorName: string
  onClose(): void
}>

/**
 * The mail as it came, in a frame of its own where nothing runs, nothing is sent and nobody is logged in. Pictures from
 * elsewhere tell their sender that they were looked at, so they are loaded only when somebody says so.
 */
export function MailOriginal({ messageId, mail, authorName, onClose }: Props) {
  const { t } = useTranslation('inbox')
  const isNarrow = useMediaQuery('(max-width: 48em)')
  const [hasImages, setImages] = useState(false)
  const { data: details, error } = useQuery(mailQuery(messageId))

  return (
    <Modal
      opened
      onClose={onClose}
      title={mail.subject || t('mail.originalTitle', { name: authorName })}
      size="xl"
      fullScreen={isNarrow ?? false}
    >
      {details?.hasRemoteImages && !hasImages && (
        <Group justify="space-between" gap="xs" mb="xs">
          <Text size="xs" c="dimmed" maw={480}>
            {t('mail.imagesHint')}
          </Text>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPhoto size={15} aria-hidden />}
            onClick={() => setImages(true)}
          >
            {t('mail.images')}
          </Button>
        </Group>
      )}
      {error ? (
        <Alert color="red">{describeError(error)}</Alert>
      ) : (
        <iframe
          key={String(hasImages)}
          className={classes.frame}
          title={t('mail.frame')}
          src={mailUrl(messageId, hasImages)}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          referrerPolicy="no-referrer"
        />
      )}
    </Modal>
  )
}

function mailUrl(messageId: string, hasImages: boolean): string {
  const query = new URLSearchParams()
  const workspaceId = chosenWorkspaceId()
  if (workspaceId !== null) query.set('workspace', workspaceId)
  if (hasImages) query.set('images', '1')
  return `/api/v1/messages/${messageId}/mail${query.size === 0 ? '' : `?${query}`}`
}
