import { ActionIcon } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Tooltip } from '../../ui/tooltip.tsx'
import classes from './message.module.css'

export function ReplyButton({ onReply }: { onReply: () => void }) {
  const { t } = useTranslation('inbox')
  return (
    <Tooltip label={t('message.reply')}>
      <ActionIcon
        className={classes.reply}
        variant="subtle"
        color="gray"
        onClick={onReply}
        aria-label={t('message.reply')}
      >
        <IconArrowBackUp size={16} />
      </ActionIcon>
    </Tooltip>
  )
}
