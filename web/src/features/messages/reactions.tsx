import type { Message } from '@fairlead/sdk'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './message.module.css'

export function Reactions({ reactions }: Pick<Message, 'reactions'>) {
  const { t } = useTranslation('inbox')
  if (reactions.length === 0) return null
  return (
    <div className={classes.reactions}>
      {reactions.map(({ by, emoji }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two pictures of an album may have the same reaction
        <span key={index} role="img" aria-label={t(`message.reactionBy.${by}`, { emoji })}>
          {emoji}
        </span>
      ))}
    </div>
  )
}
