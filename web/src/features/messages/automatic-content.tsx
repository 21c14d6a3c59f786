import type { Message } from '@fairlead/sdk'
import { Button } from '@mantine/core'
import { IconRobot } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './message.module.css'
import { MessageContent } from './message-content.tsx'

/** What a machine wrote, folded: it is there for whoever wants to know, and in nobody's way. */
export function AutomaticContent({ message }: { message: Message }) {
  const { t } = useTranslation('inbox')
  const [isShown, setShown] = useState(false)
  const summary = message.content.mail?.subject || message.text.split('\n')[0] || ''

  return (
    <>
      <div className={classes.fold}>
        <span className={classes.label} title={t('message.automaticHint')}>
          <IconRobot size={14} aria-hidden /> {t('message.automatic')}
        </span>
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          onClick={() => setShown(!isShown)}
          aria-expanded={isShown}
        >
          {t(isShown ? 'message.hideAutomatic' : 'message.showAutomatic')}
        </Button>
      </div>
      {isShown ? <MessageContent message={message} /> : <p className={classes.summary}>{summary}</p>}
    </>
  )
}
