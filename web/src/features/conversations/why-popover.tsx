import type { Conversation, Decision, Member } from '@fairlead/sdk'
import { Button, Loader, Popover, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dateTime } from '../inbox/time-text.ts'
import { useLocale } from '../inbox/use-locale.ts'
import { decisionsQuery } from './queries.ts'
import { useMembers, useTeams } from './use-names.ts'

const earlierShown = 5

/** "Why Ana?", or "Why nobody yet?": what the engine decided, in its own words. */
export function WhyPopover({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation('inbox')
  const [isOpen, setOpen] = useState(false)
  const assignee = useMembers().get(conversation.assigneeId ?? '')
  const { data, isError } = useQuery({ ...decisionsQuery(conversation.id), enabled: isOpen })

  return (
    <Popover opened={isOpen} onChange={setOpen} width={340} position="bottom-end" shadow="md" trapFocus>
      <Popover.Target>
        <Button variant="subtle" size="compact-sm" onClick={() => setOpen((before) => !before)}>
          {assignee ? t('why.agent', { name: firstName(assignee.name) }) : t('why.nobody')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('why.title')}>
        {isError ? (
          <Text size="sm">{t('why.failed')}</Text>
        ) : data === undefined ? (
          <Loader size="sm" type="dots" />
        ) : (
          <Decisions decisions={data} assignee={assignee ?? null} />
        )}
      </Popover.Dropdown>
    </Popover>
  )
}

type DecisionsProps = Readonly<{ decisions: readonly Decision[]; assignee: Member | null }>

function Decisions({ decisions, assignee }: DecisionsProps) {
  const { t } = useTranslation('inbox')
  const [newest] = decisions
  // People outrank the engine: then its last word explains nothing.
  const isByPerson = newest !== undefined && newest.agentId !== (assignee?.id ?? null)
  const latest = isByPerson ? undefined : newest
  const earlier = isByPerson ? decisions : decisions.slice(1)

  return (
    <Stack gap="xs" tabIndex={-1} data-autofocus>
      {latest ? (
        <Explanation decision={latest} />
      ) : (
        <Text size="sm">{isByPerson ? byPerson(assignee) : t('why.none')}</Text>
      )}
      {earlier.length > 0 && (
        <details>
          <Text component="summary" size="xs" c="dimmed">
            {t('why.earlier', { count: earlier.length })}
          </Text>
          <Stack gap={6} mt={6}>
            {earlier.slice(0, earlierShown).map((decision) => (
              <Sentence key={decision.id} decision={decision} />
            ))}
          </Stack>
        </details>
      )}
    </Stack>
  )

  function byPerson(person: Member | null): string {
    return person ? t('why.byPerson', { name: person.name }) : t('why.notSince')
  }
}

function Explanation({ decision }: { decision: Decision }) {
  const { t } = useTranslation('inbox')
  const members = useMembers()
  const teams = useTeams()
  const { position, runnersUp, excluded, teamId, policyVersion, strategy } = decision
  const excludedText = useExcluded(excluded)

  return (
    <>
      <Sentence decision={decision} />
      {position !== null && <Text size="sm">{t('why.position', { position })}</Text>}
      {runnersUp.length > 0 && (
        <Fact label={t('why.runnersUp')}>
          {runnersUp
            .map(({ agentId, load }) =>
              t('why.runnerUp', { name: members.get(agentId)?.name ?? t('history.somebody'), load }),
            )
            .join('; ')}
        </Fact>
      )}
      {excludedText !== '' && <Fact label={t('why.excluded')}>{excludedText}</Fact>}
      <Text size="xs" c="dimmed">
        {t('why.policy', {
          team: teams.get(teamId)?.name ?? t('teams.none'),
          version: policyVersion,
          strategy: isStrategy(strategy) ? t(`why.strategies.${strategy}`) : strategy,
        })}
      </Text>
    </>
  )
}

function Sentence({ decision: { sentence, at } }: { decision: Decision }) {
  const locale = useLocale()
  return (
    <div>
      <Text size="sm" fw={500}>
        {sentence}
      </Text>
      <Text size="xs" c="dimmed">
        {dateTime(at, locale)}
      </Text>
    </div>
  )
}

function Fact({ label, children }: { label: string; children: string }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text size="sm">{children}</Text>
    </div>
  )
}

const exclusions = ['deactivated', 'excluded', 'offline', 'busy', 'already_tried', 'at_capacity'] as const

function useExcluded(excluded: Readonly<Record<string, number>>): string {
  const { t } = useTranslation('inbox')
  return Object.entries(excluded)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => {
      const known = exclusions.find((name) => name === reason)
      return `${count} ${known ? t(`assign.exclusion.${known}`) : reason}`
    })
    .join(', ')
}

function isStrategy(name: string): name is 'round_robin' | 'least_open' | 'manual' {
  return ['round_robin', 'least_open', 'manual'].includes(name)
}

function firstName(name: string): string {
  return name.split(' ')[0] ?? name
}
