import type { Message } from '@fairlead/sdk'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './message.module.css'

/** The answers that were offered with a message. */
export function Choices({ choices }: { choices: NonNullable<Message['content']['choices']> }) {
  const { t } = useTranslation('inbox')
  return (
    <ul className={classes.choices} aria-label={t('message.offered')}>
      {choices.map(({ id, title }) => (
        <li key={id}>{title}</li>
      ))}
    </ul>
  )
}
