import { patchWorkspace, type Workspace } from '@fairlead/sdk'
import { Alert, Checkbox, Stack } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../api.ts'
import { describeError } from '../../describe-error.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { notifyDone } from '../../ui/notify.ts'
import { meQuery, useMe } from '../session/queries.ts'
import { isAtLeast } from '../session/roles.ts'
import { useCategories } from './queries.ts'

/** What has to be said of whoever closes; saved at once. */
export function ClosingRules() {
  const { t } = useTranslation('closing')
  const { workspace, member } = useMe()
  const queryClient = useQueryClient()
  const categories = useCategories()
  const [failure, setFailure] = useState<string | null>(null)
  const [wanted, setWanted] = useState<Workspace['closing'] | null>(null)
  const closing = wanted ?? workspace.closing
  const canChange = isAtLeast(member.role, 'manager')

  async function save(next: Workspace['closing']) {
    setFailure(null)
    setWanted(next)
    try {
      const saved = await client.call(patchWorkspace, { body: { closing: next } })
      queryClient.setQueryData(meQuery.queryKey, (me) => me && { ...me, workspace: saved })
      notifyDone(t('rules.saved'))
    } catch (error) {
      setFailure(describeError(error))
    }
    setWanted(null)
  }

  return (
    <Stack gap="sm">
      <Checkbox
        label={t('rules.category')}
        description={
          closing.isCategoryRequired && categories.length === 0 ? t('rules.categoryNone') : t('rules.categoryHint')
        }
        checked={closing.isCategoryRequired}
        disabled={!canChange}
        onChange={(event) => save({ ...closing, isCategoryRequired: event.currentTarget.checked })}
      />
      <Checkbox
        label={t('rules.summary')}
        description={t('rules.summaryHint')}
        checked={closing.isSummaryRequired}
        disabled={!canChange}
        onChange={(event) => save({ ...closing, isSummaryRequired: event.currentTarget.checked })}
      />
      {failure !== null && (
        <Alert color="red" role="alert">
          {failure}
        </Alert>
      )}
    </Stack>
  )
}
