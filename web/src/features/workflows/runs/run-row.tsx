import { cancelWorkflowRun, retryWorkflowRun, type WorkflowRun } from '@fairlead/sdk'
import { ActionIcon, Anchor, Badge, Button, Group, Text } from '@mantine/core'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import { client } from '../../../api.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { formatDateTime } from '../../../ui/format-date.ts'
import { later } from '../../../ui/later.ts'
import { notifyError } from '../../../ui/notify.ts'
import { Row } from '../../../ui/row-list.tsx'
import classes from './runs.module.css'

const RunDetails = later(async () => (await import('./run-details.tsx')).RunDetails)

const colors = { running: 'blue', waiting: 'blue', done: 'teal', failed: 'red', cancelled: 'gray' } as const

type Props = Readonly<{
  run: WorkflowRun
  /** Beside the conversation that it is about its workflow is named, elsewhere the contact. */
  isInConversation?: boolean
  canRetry?: boolean
}>

export function RunRow({ run, isInConversation = false, canRetry = true }: Props) {
  const { t } = useTranslation(['workflows', 'inbox'])
  const [isOpen, setOpen] = useState(false)
  const name = isInConversation ? run.workflowName : run.contact.name

  return (
    <Row>
      <div className={classes.run}>
        <div className={classes.what}>
          {isInConversation ? (
            <Text fw={500} truncate>
              {name}
            </Text>
          ) : (
            <Anchor
              renderRoot={(props) => (
                <Link
                  {...props}
                  to="/inbox/$view/$conversationId"
                  params={{ view: 'all', conversationId: run.conversationId }}
                />
              )}
              fw={500}
            >
              {name}
            </Anchor>
          )}
          <Text fz={13} c="dimmed">
            {formatDateTime(run.startedAt)}
            {run.end !== null && run.status === 'cancelled' && ` · ${t(`inbox:history.runEnd.${run.end}`)}`}
          </Text>
          {run.error !== null && (
            <Text fz={13} c="var(--mantine-color-error)">
              {run.error}
            </Text>
          )}
        </div>
        <Badge variant="light" color={colors[run.status]} size="sm">
          {t(`runs.status.${run.status}`)}
        </Badge>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('runs.details', { name })}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? <IconChevronUp size={17} /> : <IconChevronDown size={17} />}
        </ActionIcon>
        {isOpen && (
          <div className={classes.details}>
            <Doing run={run} canRetry={canRetry} />
            <Suspense fallback={null}>
              <RunDetails id={run.id} />
            </Suspense>
          </div>
        )}
      </div>
    </Row>
  )
}

function Doing({ run, canRetry }: Readonly<{ run: WorkflowRun; canRetry: boolean }>) {
  const { t } = useTranslation('workflows')
  const cache = useQueryClient()
  const isActive = run.status === 'running' || run.status === 'waiting'
  const isStuck = run.status === 'failed' && canRetry
  if (!isActive && !isStuck) return null

  async function doIt(what: typeof cancelWorkflowRun | typeof retryWorkflowRun) {
    try {
      await client.call(what, { params: { id: run.id } })
      for (const key of ['workflow-runs', 'workflow-run', 'conversation-runs', 'workflow-overview']) {
        void cache.invalidateQueries({ queryKey: [key] })
      }
    } catch (error) {
      notifyError(error)
    }
  }

  return (
    <Group gap="xs" mb="xs">
      {isStuck && (
        <Button size="xs" onClick={() => doIt(retryWorkflowRun)}>
          {t('runs.retry')}
        </Button>
      )}
      {isActive && (
        <Button size="xs" variant="default" onClick={() => doIt(cancelWorkflowRun)}>
          {t('runs.cancel')}
        </Button>
      )}
    </Group>
  )
}
