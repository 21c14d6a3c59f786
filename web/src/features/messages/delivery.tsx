import type { Message, MessageState } from '@fairlead/sdk'
import { Button, Group } from '@mantine/core'
import { IconAlertCircle, IconCheck, IconChecks, IconClock, IconHelpCircle } from '@tabler/icons-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './message.module.css'
import { useFailureText } from './use-failure-text.ts'

const marks = {
  received: null,
  pending: IconClock,
  sending: IconClock,
  sent: IconCheck,
  delivered: IconChecks,
  read: IconChecks,
  played: IconChecks,
  failed: IconAlertCircle,
  unknown: IconHelpCircle,
} satisfies Record<MessageState, unknown>

/** How far a message of ours has got. */
export function DeliveryMark({ state }: { state: MessageState }) {
  const { t } = useTranslation('inbox')
  const Mark = marks[state]
  if (Mark === null) return null

  const word = t(`delivery.${state}`)
  return (
    <span className={classes.mark} data-state={state} title={word}>
      {/* Told from delivered by more than a colour. */}
      {(state === 'read' || state === 'played') && <span aria-hidden>{word}</span>}
      <Mark size={15} stroke={1.8} role="img" aria-label={word} />
    </span>
  )
}

type FailedProps = Readonly<{ message: Message; isBusy: boolean; onRetry(): void; onEdit?: (() => void) | undefined }>

/** Why a message did not go out, in words, and what can be done about it. */
export function DeliveryFailure({ message: { state, error }, isBusy, onRetry, onEdit }: FailedProps) {
  const { t } = useTranslation('inbox')
  const failureText = useFailureText()
  const detail = error?.detail ?? ''
  const reason = error === null ? '' : failureText(error.code, detail)

  return (
    <div className={classes.failure} role="alert">
      <span>
        {t(`delivery.${state}`)}
        {reason !== '' && ` – ${reason}`}
        {detail !== '' && detail !== reason && <span className={classes.detail}>{detail}</span>}
      </span>
      <Group gap={4}>
        <Button size="compact-xs" variant="default" onClick={onRetry} loading={isBusy}>
          {t('delivery.retry')}
        </Button>
        {onEdit && (
          <Button size="compact-xs" variant="subtle" color="gray" onClick={onEdit}>
            {t('delivery.edit')}
          </Button>
        )}
      </Group>
    </div>
  )
}
