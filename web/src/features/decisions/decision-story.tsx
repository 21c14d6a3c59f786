import type { Conversation, Decision } from '@fairlead/sdk'
import { Button, Stack, Text } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useMe } from '../session/queries.ts'
import { isAtLeast } from '../session/roles.ts'
import { queueQuery } from '../waiting/queries.ts'
import { CheckDecision } from './check-decision.tsx'
import { DecisionRecord } from './decision-record.tsx'
import { EarlierDecisions } from './earlier-decisions.tsx'
import { explanationOf } from './explanation.ts'
import { useWords } from './words.ts'

type Props = Readonly<{ conversation: Conversation; decisions: readonly Decision[] }>

/** What decided where a conversation is, in full; what was decided before, in lines that open. */
export function DecisionStory({ conversation, decisions }: Props) {
  const { t } = useTranslation('assignment')
  const { member } = useMe()
  const [shownId, setShownId] = useState<string | null>(null)
  const explanation = explanationOf(conversation, decisions)
  const shown = explanation.earlier.find(({ id }) => id === shownId)
  const told = useTold(conversation)
  const isManager = isAtLeast(member.role, 'manager')

  if (shown) {
    return (
      <Stack gap="sm" tabIndex={-1} data-autofocus>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconArrowLeft size={14} aria-hidden />}
          onClick={() => setShownId(null)}
          style={{ alignSelf: 'flex-start' }}
        >
          {t('why.backToLatest')}
        </Button>
        <DecisionRecord decision={shown} cause={null} />
        {isManager && shown.canReplay && <CheckDecision key={shown.id} decision={shown} />}
      </Stack>
    )
  }
  return (
    <Stack gap="sm" tabIndex={-1} data-autofocus>
      {explanation.by === 'engine' ? (
        <>
          <DecisionRecord decision={explanation.decision} cause={explanation.cause} told={told} />
          {isManager && explanation.decision.canReplay && (
            <CheckDecision key={explanation.decision.id} decision={explanation.decision} />
          )}
        </>
      ) : (
        <ByPerson conversation={conversation} by={explanation.by} />
      )}
      {explanation.earlier.length > 0 && <EarlierDecisions decisions={explanation.earlier} onShow={setShownId} />}
    </Stack>
  )
}

// The engine decides before the customer is told: of somebody who still waits, the queue knows better.
function useTold({ id, teamId, assigneeId, status }: Conversation): string | null {
  const isWaiting = teamId !== null && assigneeId === null && status === 'open'
  const { data } = useQuery({ ...queueQuery(teamId ?? ''), enabled: isWaiting })
  if (!isWaiting) return null
  return data?.data.find(({ conversation }) => conversation.id === id)?.promise?.told ?? null
}

type ByProps = Readonly<{ conversation: Conversation; by: 'manual' | 'claim' | 'putBack' | 'nobody' }>

function ByPerson({ conversation: { assigneeId, teamId }, by }: ByProps) {
  const { t } = useTranslation('assignment')
  const words = useWords()
  return (
    <Text size="sm" fw={500}>
      {text()}
    </Text>
  )

  function text(): string {
    if (by === 'manual' || by === 'claim') return t(`why.${by}`, { name: words.person(assigneeId) })
    if (teamId === null) return t('why.noTeam')
    return t(by === 'putBack' ? 'why.notSince' : 'why.none')
  }
}
