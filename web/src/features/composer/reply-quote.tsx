import { CloseButton, Text } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './composer.module.css'
import type { Quote } from './draft.ts'

/** What the reply answers. */
export function ReplyQuote({ of, onCancel }: { of: Quote; onCancel(): void }) {
  const { t } = useTranslation('inbox')
  return (
    <div className={classes.quote}>
      <div className={classes.quoted}>
        <Text size="xs" fw={600}>
          {t('composer.answering', { name: of.authorName })}
        </Text>
        <Text size="xs" c="dimmed" truncate>
          {of.text}
        </Text>
      </div>
      <CloseButton size="sm" onClick={onCancel} aria-label={t('composer.cancelQuote')} />
    </div>
  )
}
