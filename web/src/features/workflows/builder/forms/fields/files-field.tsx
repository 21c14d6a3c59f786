import type { Attachment } from '@fairlead/sdk'
import { Button, FileButton, Input } from '@mantine/core'
import { IconPaperclip } from '@tabler/icons-react'
import { useQueries } from '@tanstack/react-query'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { AttachmentChips } from '../../../../composer/attachment-chips.tsx'
import { useUploads } from '../../../../composer/use-uploads.ts'
import { useErrorOf } from '../form-context.tsx'
import { fileQuery, rememberFile } from './files.ts'

const most = 10

type Props = Readonly<{
  stepId: string
  label: string
  value: readonly string[]
  onAdd(id: string): void
  onRemove(id: string): void
}>

/** Files that go along with a message. */
export function FilesField({ stepId, label, value, onAdd, onRemove }: Props) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()
  const { uploads, add } = useUploads(`workflow step ${stepId}`, (attachment) => {
    rememberFile(attachment)
    onAdd(attachment.id)
  })
  const files = useQueries({ queries: value.map((id) => fileQuery(id, t('files.unnamed'))) })
  const attachments = files.flatMap(({ data }): Attachment[] => (data === undefined ? [] : [data]))

  return (
    <div>
      <Input.Label component="div" display="block">
        {label}
      </Input.Label>
      <AttachmentChips attachments={attachments} uploads={uploads} onRemove={onRemove} />
      <FileButton multiple onChange={(chosen) => add(chosen.slice(0, most - value.length))}>
        {(props) => (
          <Button
            {...props}
            size="xs"
            mt={4}
            variant="default"
            disabled={value.length >= most}
            leftSection={<IconPaperclip size={14} aria-hidden />}
          >
            {t('files.add')}
          </Button>
        )}
      </FileButton>
      {errorOf('attachmentIds') !== undefined && <Input.Error role="alert">{errorOf('attachmentIds')}</Input.Error>}
    </div>
  )
}
