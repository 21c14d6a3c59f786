import type { Conversation } from '@fairlead/sdk'
import { Text } from '@mantine/core'
import { IconBan, IconHourglassOff } from '@tabler/icons-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { dateTime } from '../inbox/time-text.ts'
import { useLocale } from '../inbox/use-locale.ts'
import classes from './composer.module.css'
import type { ComposerState } from './composer-state.ts'

type Props = Readonly<{
  state: Extract<ComposerState, { kind: 'refused' | 'window_over' }>
  conversation: Conversation
  /** What had been begun before the time was over. */
  kept: string
}>

/** Why nothing can be written now, since when, and what changes that. */
export function ClosedNotice({ state, conversation, kept }: Props) {
  const { t } = useTranslation(['inbox', 'common'])
  const locale = useLocale()
  const channel = t(`common:channelTypes.${conversation.channelType}`)
  const Icon = state.kind === 'refused' ? IconBan : IconHourglassOff

  return (
    <div className={classes.notice} role="status">
      <Icon size={18} className={classes.noticeIcon} aria-hidden />
      <div className={classes.noticeText}>
        <Text size="sm">
          {state.kind === 'refused'
            ? t(`composer.refused.${state.standing}`, { name: conversation.contact.name, channel })
            : t('composer.windowOver', {
                channel,
                duration: hoursText(state.hours, locale),
                time: dateTime(state.endedAt, locale),
              })}
        </Text>
        {kept !== '' && (
          <Text size="xs" c="dimmed" mt={4} className={classes.kept}>
            {t('composer.kept', { text: kept })}
          </Text>
        )}
      </div>
    </div>
  )
}

/** In words: "48 hours", "7 days". */
function hoursText(hours: number, locale: string): string {
  const [value, unit] = hours > 72 && hours % 24 === 0 ? [hours / 24, 'day'] : [hours, 'hour']
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value)
}
