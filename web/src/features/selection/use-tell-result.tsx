import type { BulkAction } from '@fairlead/sdk'
import { List, Text } from '@mantine/core'
import { describeCode } from '../../describe-error.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { notifications } from '../../ui/notifications.ts'
import { useMembers, useTeams } from '../conversations/use-names.ts'
import { useLocale } from '../inbox/use-locale.ts'
import type { BulkSummary } from './bulk-summary.ts'

const mostNames = 3
const warnings = ['over_limit', 'offline', 'not_in_team'] as const

export type Done =
  | Readonly<{ kind: 'assign'; memberId: string }>
  | Readonly<{ kind: 'move'; teamId: string }>
  | Readonly<{ kind: 'takeBack' | BulkAction['do'] }>

/** Says how many were done and which could not be, and why. Refusals stay until they were read. */
export function useTellResult() {
  const { t } = useTranslation(['assignment', 'inbox', 'common'])
  const locale = useLocale()
  const members = useMembers()
  const teams = useTeams()

  return (action: Done, { doneCount, warnings: warned, refusals, refusedIds }: BulkSummary) => {
    const name = nameOf(action)
    const known = warnings.filter((each) => warned.includes(each))
    const done = doneCount === 0 ? t('bulk.nothingDone') : doneText(action.kind, doneCount, name)
    const title = refusedIds.length === 0 ? done : `${done}, ${t('bulk.refused', { count: refusedIds.length })}`

    // What is told of the one before would stand in its place.
    notifications.hide('bulk')
    notifications.show({
      id: 'bulk',
      // Not over the list, whose remaining selection waits for what comes next.
      position: 'top-center',
      title,
      color: refusedIds.length > 0 ? 'red' : known.length > 0 ? 'orange' : 'teal',
      autoClose: refusedIds.length > 0 ? false : 6000,
      message: (
        <>
          {known.map((each) => (
            <Text key={each} size="sm">
              {t(`bulk.warning.${each}`, { name })}
            </Text>
          ))}
          {refusals.length > 0 && (
            <>
              <List size="sm">
                {refusals.map(({ code, detail, names }) => (
                  <List.Item key={code}>
                    {t('bulk.refusedWhy', { names: namesText(names), why: whyText(code, detail) })}
                  </List.Item>
                ))}
              </List>
              <Text size="xs" mt={4}>
                {t('bulk.stillSelected')}
              </Text>
            </>
          )}
        </>
      ),
    })
  }

  function doneText(kind: Done['kind'], count: number, name: string): string {
    switch (kind) {
      case 'assign':
      case 'move':
      case 'takeBack':
      case 'close':
        return t(`bulk.done.${kind}`, { count, name })
      default:
        return t(`inbox:bulk.done.${kind}`, { count })
    }
  }

  function nameOf(action: Done): string {
    if (action.kind === 'assign') return members.get(action.memberId)?.name ?? ''
    return action.kind === 'move' ? (teams.get(action.teamId)?.name ?? '') : ''
  }

  function namesText(names: readonly string[]): string {
    if (names.length <= mostNames) return new Intl.ListFormat(locale).format(names)
    const first = new Intl.ListFormat(locale, { type: 'unit' }).format(names.slice(0, mostNames))
    return t('bulk.andMore', { names: first, count: names.length - mostNames })
  }

  function whyText(code: string, detail: string): string {
    return describeCode(code, detail)
  }
}
