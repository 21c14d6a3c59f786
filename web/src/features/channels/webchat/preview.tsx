import { IconSend2 } from '@tabler/icons-react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { inkOn } from './ink.ts'
import classes from './preview.module.css'

type Props = Readonly<{ title: string; greeting: string; color: string }>

/** About what a visitor will see. */
export function WebchatPreview({ title, greeting, color }: Props) {
  const { t } = useTranslation('channels')
  // While a colour is being typed it is no colour yet.
  const background = /^#[0-9a-f]{6}$/i.test(color) ? color : '#2f5d8a'

  return (
    <figure className={classes.figure} aria-label={t('webchat.preview')}>
      <div className={classes.window}>
        <div className={classes.head} style={{ background, color: inkOn(background) }}>
          {title || ' '}
        </div>
        <div className={classes.messages}>
          {greeting.trim() !== '' && <div className={classes.greeting}>{greeting}</div>}
        </div>
        <div className={classes.input}>
          <span>{t('webchat.previewInput')}</span>
          <IconSend2 size={16} stroke={1.6} aria-hidden />
        </div>
      </div>
    </figure>
  )
}
