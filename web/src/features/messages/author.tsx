import type { Message } from '@fairlead/sdk'
import { IconLock } from '@tabler/icons-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './message.module.css'

/** Who wrote it on our side, and whether to colleagues alone. */
export function Author({ message: { author, isNote }, meId }: Readonly<{ message: Message; meId: string }>) {
  const { t } = useTranslation('inbox')
  const name = author.type === 'system' ? t('message.system') : author.name || t('message.outside')

  return (
    <div className={classes.author}>
      {isNote && (
        <span className={classes.noteMark} title={t('message.noteHint')}>
          <IconLock size={12} aria-hidden /> {t('message.note')}
        </span>
      )}
      {author.id === meId ? t('message.you') : name}
    </div>
  )
}
