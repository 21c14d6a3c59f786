import { Menu, Text } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { comingTime } from '../inbox/time-text.ts'
import { useLocale } from '../inbox/use-locale.ts'
import { snoozePresets } from './snooze-times.ts'

/** In a menu: the times that people mostly mean, and `onAsk` for any other. */
export function ComingTimes({ onChoose, onAsk }: Readonly<{ onChoose(at: Date): void; onAsk(): void }>) {
  const { t } = useTranslation('inbox')
  const locale = useLocale()
  return (
    <>
      {snoozePresets(new Date()).map(({ name, until }) => (
        <Menu.Item
          key={name}
          onClick={() => onChoose(until)}
          rightSection={
            <Text size="xs" c="dimmed">
              {comingTime(until.toISOString(), Date.now(), locale)}
            </Text>
          }
        >
          {t(`snooze.${name}`)}
        </Menu.Item>
      ))}
      <Menu.Divider />
      <Menu.Item onClick={onAsk}>{t('snooze.custom')}</Menu.Item>
    </>
  )
}
