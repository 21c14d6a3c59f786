import { Modal } from '@mantine/core'
import { useTranslation } from '../../../../i18n/use-translation.ts'
import type { FileTrouble } from '../../file/read-file.ts'
import { Trouble } from '../../file/trouble.tsx'

export function FileTroubleDialog({ trouble, onClose }: Readonly<{ trouble: FileTrouble; onClose(): void }>) {
  const { t } = useTranslation('workflows')
  return (
    <Modal opened onClose={onClose} size="lg" title={t('file.unread', { file: trouble.fileName })}>
      <Trouble trouble={trouble} />
    </Modal>
  )
}
