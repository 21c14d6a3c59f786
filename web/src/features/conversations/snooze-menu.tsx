import { ActionIcon, Menu } from '@mantine/core'
import { IconMoon } from '@tabler/icons-react'
import { Suspense, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { later } from '../../ui/later.ts'
import { Tooltip } from '../../ui/tooltip.tsx'
import { ComingTimes } from './coming-times.tsx'
import { snoozePresets } from './snooze-times.ts'

const TimeDialog = later(async () => (await import('./time-dialog.tsx')).TimeDialog)

/** Puts a conversation aside until a time. */
export function SnoozeMenu({ onSnooze }: { onSnooze(until: Date): void }) {
  const { t } = useTranslation('inbox')
  const [isAsked, setAsked] = useState(false)

  return (
    <>
      <Menu position="bottom-end" width={270}>
        <Menu.Target>
          <Tooltip label={t('actions.snooze')}>
            <ActionIcon variant="default" size="lg" aria-label={t('actions.snooze')}>
              <IconMoon size={18} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('snooze.label')}</Menu.Label>
          <ComingTimes onChoose={onSnooze} onAsk={() => setAsked(true)} />
        </Menu.Dropdown>
      </Menu>
      {isAsked && (
        <Suspense>
          <TimeDialog
            title={t('snooze.label')}
            action={t('snooze.set')}
            first={snoozePresets(new Date()).at(-1)?.until ?? new Date()}
            onChoose={(until) => {
              setAsked(false)
              onSnooze(until)
            }}
            onClose={() => setAsked(false)}
          />
        </Suspense>
      )}
    </>
  )
}
