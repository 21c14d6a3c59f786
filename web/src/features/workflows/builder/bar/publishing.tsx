import { publishWorkflow, type Workflow } from '@fairlead/sdk'
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../../../api.ts'
import { useTranslation } from '../../../../i18n/use-translation.ts'
import { notifyDone, notifyError } from '../../../../ui/notify.ts'
import type { Autosave } from '../state/use-autosave.ts'

type Props = Readonly<{
  workflow: Workflow
  autosave: Autosave
  hasErrors: boolean
  /** It was refused, or would be: shows why. */
  onRefused(): void
}>

/** Makes the draft what runs begin with. */
export function Publishing({ workflow, autosave, hasErrors, onRefused }: Props) {
  const { t } = useTranslation('builder')
  const cache = useQueryClient()
  const [isBusy, setBusy] = useState(false)

  async function publish() {
    if (hasErrors) return onRefused()
    setBusy(true)
    try {
      if (!(await autosave.save())) return
      const published = await client.call(publishWorkflow, {
        params: { id: workflow.id },
        body: { draftVersion: autosave.latestVersion() },
      })
      autosave.take(published)
      await cache.invalidateQueries({ queryKey: ['workflows'] })
      notifyDone(t('publish.done', { name: workflow.name }))
    } catch (error) {
      notifyError(error)
      onRefused()
    } finally {
      setBusy(false)
    }
  }

  const isNews = workflow.version === null || workflow.isChanged || autosave.isDirty || workflow.state !== 'on'
  return (
    <Button size="xs" loading={isBusy} disabled={!isNews} onClick={publish}>
      {t('publish.button')}
    </Button>
  )
}
