import { ApiError, type Decision, replayDecision } from '@fairlead/sdk'
import { Alert, Button, List, Text, Tooltip } from '@mantine/core'
import { IconAlertTriangle, IconChecks, IconRefreshDot } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { client } from '../../api.ts'
import { describeError } from '../../describe-error.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useLocale } from '../inbox/use-locale.ts'
import { type Counts, type Difference, differencesOf } from './replay-differences.ts'
import { useWords } from './words.ts'

/** Has the engine decide again from what it knew then, and says whether it comes to the same. */
export function CheckDecision({ decision }: { decision: Decision }) {
  const { t } = useTranslation('assignment')
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () => client.call(replayDecision, { params: { id: decision.id } }),
  })

  if (data?.isSame) {
    return (
      <Alert color="teal" variant="light" py={6} icon={<IconChecks size={18} />} role="status">
        {t('check.same')}
      </Alert>
    )
  }
  if (data) {
    return (
      <Alert
        color="orange"
        variant="light"
        py={6}
        icon={<IconAlertTriangle size={18} />}
        title={t('check.differs')}
        role="status"
      >
        <Differences differences={differencesOf(decision, data.answer) ?? []} />
      </Alert>
    )
  }
  return (
    <div>
      <Tooltip label={t('check.hint')}>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconRefreshDot size={15} aria-hidden />}
          onClick={() => mutate()}
          loading={isPending}
        >
          {t('check.action')}
        </Button>
      </Tooltip>
      {error && (
        <Text size="sm" c="error" role="alert" mt={4}>
          {error instanceof ApiError && error.code === 'snapshot_gone' ? t('check.gone') : describeError(error)}
        </Text>
      )}
    </div>
  )
}

function Differences({ differences }: { differences: readonly Difference[] }) {
  const { t } = useTranslation('assignment')
  const locale = useLocale()
  const words = useWords()

  return (
    <List size="sm" spacing={2}>
      {differences.map((difference) => (
        <List.Item key={difference.what}>
          {t('check.line', { what: t(`check.what.${difference.what}`), ...sides(difference) })}
        </List.Item>
      ))}
    </List>
  )

  function sides(difference: Difference): { before: string; now: string } {
    switch (difference.what) {
      case 'kind':
      case 'reason':
        return { before: difference.before, now: difference.now }
      case 'tier':
        return { before: String(difference.before ?? '–'), now: String(difference.now ?? '–') }
      case 'agent':
        return { before: person(difference.before), now: person(difference.now) }
      case 'runnersUp':
        return { before: people(difference.before), now: people(difference.now) }
      case 'excluded':
        return { before: counts(difference.before), now: counts(difference.now) }
      default:
        return difference satisfies never
    }
  }

  function person(id: string | null): string {
    return id === null ? t('check.nobody') : words.person(id)
  }

  function people(ids: readonly string[]): string {
    return ids.length === 0 ? t('check.none') : new Intl.ListFormat(locale).format(ids.map(words.person))
  }

  function counts(of: Counts): string {
    const parts = Object.entries(of).map(([reason, count]) => `${count} ${words.exclusion(reason)}`)
    return parts.length === 0 ? t('check.none') : new Intl.ListFormat(locale).format(parts)
  }
}
