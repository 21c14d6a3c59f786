import { ActionIcon, Button, Group, Menu } from '@mantine/core'
import { IconCheck, IconChevronUp, IconClock, IconMoon } from '@tabler/icons-react'
import { Suspense, useState } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { later } from '../../../ui/later.ts'
import { ComingTimes } from '../../conversations/coming-times.tsx'
import classes from '../composer.module.css'

const TimeDialog = later(async () => (await import('../../conversations/time-dialog.tsx')).TimeDialog)

const hourMs = 3_600_000

type Props = Readonly<{
  isNote: boolean
  canSend: boolean
  onSend(): void
  onSendAndClose(): void
  onSendAndSnooze(until: Date): void
  onSchedule(dueAt: Date): void
}>

/** Sends, and what may come with it. */
export function SendButton({ isNote, canSend, onSend, onSendAndClose, onSendAndSnooze, onSchedule }: Props) {
  const { t } = useTranslation(['inbox', 'snippets'])
  const [asked, setAsked] = useState<'snooze' | 'schedule' | null>(null)
  const [stage, setStage] = useState<'snooze' | 'schedule' | null>(null)

  if (isNote) {
    return (
      <Button color="yellow.9" autoContrast onClick={onSend} disabled={!canSend}>
        {t('composer.addNote')}
      </Button>
    )
  }
  return (
    <Group gap={0} wrap="nowrap">
      <Button className={classes.send ?? ''} onClick={onSend} disabled={!canSend}>
        {t('composer.send')}
      </Button>
      <Menu position="top-end" width={280} onClose={() => setStage(null)}>
        <Menu.Target>
          <ActionIcon
            className={classes.sendMore}
            variant="filled"
            size={36}
            disabled={!canSend}
            aria-label={t('composer.sendMore')}
          >
            <IconChevronUp size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {stage === null ? (
            <>
              <Menu.Item leftSection={<IconCheck size={16} />} onClick={onSendAndClose}>
                {t('composer.sendAndClose')}
              </Menu.Item>
              {/* In the place of this list, and not beside it: on a phone there is no room there. */}
              <Menu.Item
                leftSection={<IconMoon size={16} />}
                closeMenuOnClick={false}
                onClick={() => setStage('snooze')}
              >
                {t('snippets:send.andSnooze')}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconClock size={16} />}
                closeMenuOnClick={false}
                onClick={() => setStage('schedule')}
              >
                {t('snippets:send.later')}
              </Menu.Item>
            </>
          ) : (
            <>
              <Menu.Label>{t(stage === 'snooze' ? 'snippets:send.andSnooze' : 'snippets:send.later')}</Menu.Label>
              <ComingTimes onChoose={stage === 'snooze' ? onSendAndSnooze : onSchedule} onAsk={() => setAsked(stage)} />
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {asked !== null && (
        <Suspense>
          <TimeDialog
            title={t(asked === 'snooze' ? 'snippets:send.andSnooze' : 'snippets:send.later')}
            action={t(asked === 'snooze' ? 'snippets:send.andSnooze' : 'snippets:send.schedule')}
            first={new Date(Date.now() + hourMs)}
            onChoose={(at) => {
              setAsked(null)
              if (asked === 'snooze') onSendAndSnooze(at)
              else onSchedule(at)
            }}
            onClose={() => setAsked(null)}
          />
        </Suspense>
      )}
    </Group>
  )
}
