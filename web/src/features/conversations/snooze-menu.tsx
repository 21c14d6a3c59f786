import { ActionIcon, Button, Group, Menu, Modal, Stack, Text, TextInput, Tooltip } from '@mantine/core'
import { IconMoon } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { comingTime } from '../inbox/time-text.ts'
import { useLocale } from '../inbox/use-locale.ts'
import { snoozePresets, toLocalInput } from './snooze-times.ts'

/** Puts a conversation aside until a time. */
export function SnoozeMenu({ onSnooze }: { onSnooze(until: Date): void }) {
  const { t } = useTranslation('inbox')
  const locale = useLocale()
  const [isCustom, setCustom] = useState(false)

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
          {snoozePresets(new Date()).map(({ name, until }) => (
            <Menu.Item
              key={name}
              onClick={() => onSnooze(until)}
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
          <Menu.Item onClick={() => setCustom(true)}>{t('snooze.custom')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal opened={isCustom} onClose={() => setCustom(false)} title={t('snooze.label')} size="xs">
        <CustomTime
          onChoose={(until) => {
            setCustom(false)
            onSnooze(until)
          }}
        />
      </Modal>
    </>
  )
}

function CustomTime({ onChoose }: { onChoose(until: Date): void }) {
  const { t } = useTranslation('inbox')
  const [value, setValue] = useState(() => toLocalInput(snoozePresets(new Date()).at(-1)?.until ?? new Date()))
  const [isPast, setPast] = useState(false)

  function submit(event: FormEvent) {
    event.preventDefault()
    const until = new Date(value)
    if (until.getTime() > Date.now()) onChoose(until)
    else setPast(true)
  }

  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          type="datetime-local"
          label={t('snooze.time')}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
          min={toLocalInput(new Date())}
          error={isPast ? t('snooze.past') : null}
          required
          data-autofocus
        />
        <Group justify="flex-end">
          <Button type="submit">{t('snooze.set')}</Button>
        </Group>
      </Stack>
    </form>
  )
}
