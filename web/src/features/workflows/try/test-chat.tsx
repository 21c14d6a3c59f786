import type { Tried, WorkflowDefinition } from '@fairlead/sdk'
import { ActionIcon, Alert, Button, Group, Loader, Stack, Text, TextInput } from '@mantine/core'
import { IconMapPin, IconPaperclip, IconRefresh, IconSend2 } from '@tabler/icons-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Passage } from '../builder/traffic.tsx'
import { ChatLines } from './chat-lines.tsx'
import { InventedContactForm } from './invented-contact-form.tsx'
import { PastDays } from './past-days.tsx'
import classes from './try.module.css'
import { type InventedContact, useTestChat } from './use-test-chat.ts'
import { WaitActions } from './wait-actions.tsx'

type Props = Readonly<{
  definition: WorkflowDefinition
  onHighlight: (stepIds: readonly string[]) => void
  /** What would have come to each step in the last days; null: it is not known. */
  onCounted: (steps: readonly Passage[] | null) => void
}>

/** The workflow as it stands on the canvas, played with an invented customer; the steps that were taken light up. */
export function TestChat({ definition, onHighlight, onCounted }: Props) {
  const { t, i18n } = useTranslation('try')
  const [contact, setContact] = useState<InventedContact>({
    ...{ name: t('contact.first'), locale: i18n.language, tags: [], stage: null, isNew: true, channelId: null },
  })
  const { lines, tried, isBusy, failure, begin, happen } = useTestChat(definition, onHighlight)
  const isOver = tried !== null && tried.status !== 'waiting' && tried.status !== 'running'

  const beginFirst = useRef(() => begin(contact))
  useEffect(() => {
    beginFirst.current()
    return () => onHighlight([])
  }, [onHighlight])

  return (
    <Stack gap="sm" className={classes.chat}>
      <Text fz={13} c="dimmed">
        {t('hint')}
      </Text>
      <InventedContactForm contact={contact} onChange={setContact} />
      <Button
        variant="default"
        size="xs"
        leftSection={<IconRefresh size={15} aria-hidden />}
        onClick={() => begin(contact)}
      >
        {t('restart')}
      </Button>
      <ChatLines
        definition={definition}
        lines={lines}
        isOver={isOver || isBusy}
        onChoose={({ id, title }) => happen({ type: 'says', text: title, choiceId: id }, { kind: 'said', text: title })}
      />
      {isBusy && <Loader size="xs" type="dots" />}
      {failure !== null && (
        <Alert color="red" role="alert">
          {failure}
        </Alert>
      )}
      {tried !== null && isOver && (
        <Text fz={13} role="status">
          {t(`over.${tried.status === 'failed' || tried.status === 'cancelled' ? tried.status : 'done'}`)}
          {tried.error !== null && ` ${tried.error}`}
        </Text>
      )}
      {tried !== null && !isOver && <WaitActions tried={tried} isBusy={isBusy} onHappen={happen} />}
      {tried !== null && !isOver && (
        <Write isBusy={isBusy} onWrite={(text) => happen({ type: 'says', text }, { kind: 'said', text })} />
      )}
      {tried !== null && !isOver && asksToBring(definition, tried) && (
        <Bring
          isBusy={isBusy}
          onBring={(brings, text) => happen({ type: 'says', text: '', brings }, { kind: 'said', text })}
        />
      )}
      {tried !== null && <Variables variables={tried.variables} />}
      <PastDays definition={definition} onCounted={onCounted} />
    </Stack>
  )
}

function Write({ isBusy, onWrite }: Readonly<{ isBusy: boolean; onWrite: (text: string) => void }>) {
  const { t } = useTranslation('try')
  const [text, setText] = useState('')
  function submit(event: FormEvent) {
    event.preventDefault()
    if (text.trim() === '' || isBusy) return
    onWrite(text.trim())
    setText('')
  }
  return (
    <form onSubmit={submit}>
      <TextInput
        aria-label={t('write')}
        placeholder={t('write')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        maxLength={4000}
        autoComplete="off"
        rightSection={
          <ActionIcon type="submit" variant="subtle" aria-label={t('send')} disabled={isBusy || text.trim() === ''}>
            <IconSend2 size={17} aria-hidden />
          </ActionIcon>
        }
      />
    </form>
  )
}

type Brought = 'file' | 'location'

function Bring({ isBusy, onBring }: Readonly<{ isBusy: boolean; onBring: (brings: Brought, text: string) => void }>) {
  const { t } = useTranslation('try')
  const button = { size: 'compact-xs', variant: 'default', disabled: isBusy } as const
  return (
    <Group gap={6}>
      <Button
        {...button}
        leftSection={<IconPaperclip size={14} aria-hidden />}
        onClick={() => onBring('file', t('bring.fileSent'))}
      >
        {t('bring.file')}
      </Button>
      <Button
        {...button}
        leftSection={<IconMapPin size={14} aria-hidden />}
        onClick={() => onBring('location', t('bring.locationSent'))}
      >
        {t('bring.location')}
      </Button>
    </Group>
  )
}

// Both are offered for either question, so that the wrong one can be tried as well.
function asksToBring({ steps }: WorkflowDefinition, { stepId, waitsFor }: Tried): boolean {
  const step = waitsFor === 'answer' ? steps.find(({ id }) => id === stepId) : undefined
  return step?.type === 'ask_question' && (step.answer === 'file' || step.answer === 'location')
}

function Variables({ variables }: Readonly<{ variables: Readonly<Record<string, unknown>> }>) {
  const { t } = useTranslation('try')
  const known = Object.entries(variables)
  if (known.length === 0) return null
  return (
    <section aria-label={t('variables')}>
      <Text component="h3" fz={13} fw={600} mb={4}>
        {t('variables')}
      </Text>
      <dl className={classes.values}>
        {known.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
