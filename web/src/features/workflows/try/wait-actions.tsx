import type { Tried } from '@fairlead/sdk'
import { Button, Group, NumberInput, Select, Stack, Textarea } from '@mantine/core'
import { IconPlayerSkipForward } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { formatDateTime } from '../../../ui/format-date.ts'
import { useMembers } from '../../conversations/use-names.ts'
import classes from './try.module.css'
import type { Happening } from './use-test-chat.ts'

type Props = Readonly<{
  tried: Tried
  isBusy: boolean
  onHappen: (event: Happening, line: Readonly<{ kind: 'happened'; text: string }>) => void
}>

/** What may end the waiting, other than the customer writing: only what it waits for is offered. */
export function WaitActions({ tried: { wakeAt, waitsFor }, isBusy, onHappen }: Props) {
  const { t } = useTranslation('try')
  const until = wakeAt === null ? null : formatDateTime(wakeAt)
  return (
    <Stack gap="xs">
      {waitsFor === 'assignment' && <Assigned isBusy={isBusy} onHappen={onHappen} />}
      {waitsFor === 'effect' && <Answered isBusy={isBusy} onHappen={onHappen} />}
      {until !== null && (
        <Button
          variant="light"
          size="xs"
          leftSection={<IconPlayerSkipForward size={15} aria-hidden />}
          disabled={isBusy}
          onClick={() =>
            onHappen({ type: 'skip', minutes: null }, { kind: 'happened', text: t('skipped', { time: until }) })
          }
        >
          {t('skip', { time: until })}
        </Button>
      )}
    </Stack>
  )
}

function Assigned({ isBusy, onHappen }: Pick<Props, 'isBusy' | 'onHappen'>) {
  const { t } = useTranslation('try')
  const members = useMembers()
  const [memberId, setMemberId] = useState<string | null>(null)
  const member = memberId === null ? undefined : members.get(memberId)
  return (
    <Group gap="xs" align="end" wrap="nowrap">
      <Select
        size="xs"
        className={classes.grow}
        label={t('assigned.who')}
        data={[...members.values()].map(({ id, name }) => ({ value: id, label: name }))}
        value={memberId}
        onChange={setMemberId}
        searchable
      />
      <Button
        size="xs"
        variant="light"
        disabled={isBusy || member === undefined}
        onClick={() => {
          if (member === undefined) return
          const text = t('assigned.done', { name: member.name })
          onHappen({ type: 'assigned', memberId: member.id }, { kind: 'happened', text })
        }}
      >
        {t('assigned.go')}
      </Button>
    </Group>
  )
}

function Answered({ isBusy, onHappen }: Pick<Props, 'isBusy' | 'onHappen'>) {
  const { t } = useTranslation('try')
  const [status, setStatus] = useState(200)
  const [body, setBody] = useState('{}')
  return (
    <fieldset className={classes.answer}>
      <legend>{t('answered.title')}</legend>
      <NumberInput
        size="xs"
        label={t('answered.status')}
        value={status}
        min={100}
        max={599}
        onChange={(value) => setStatus(typeof value === 'number' ? value : 200)}
      />
      <Textarea
        size="xs"
        label={t('answered.body')}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
        maxLength={100_000}
        minRows={3}
        maxRows={10}
        autosize
        spellCheck={false}
      />
      <Group gap="xs" mt="xs">
        <Button
          size="xs"
          variant="light"
          disabled={isBusy}
          onClick={() =>
            onHappen({ type: 'answered', status, body }, { kind: 'happened', text: t('answered.done', { status }) })
          }
        >
          {t('answered.go')}
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={isBusy}
          onClick={() =>
            onHappen({ type: 'answered', status: 0, body: '' }, { kind: 'happened', text: t('answered.none') })
          }
        >
          {t('answered.silent')}
        </Button>
      </Group>
    </fieldset>
  )
}
