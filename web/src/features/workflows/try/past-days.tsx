import { dryRunWorkflow, type Output, type WorkflowDefinition } from '@fairlead/sdk'
import { Alert, Button, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { client } from '../../../api.ts'
import { describeError } from '../../../describe-error.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { useStepWords } from '../builder/forms/step-words.ts'
import type { Passage } from '../builder/traffic.tsx'
import classes from './try.module.css'

type DryRun = Output<typeof dryRunWorkflow>
type Props = Readonly<{ definition: WorkflowDefinition; onCounted: (steps: readonly Passage[] | null) => void }>

const days = 7

/** What the workflow would have done with what really came in the last days. */
export function PastDays({ definition, onCounted }: Props) {
  const { t } = useTranslation('try')
  /** With the definition that it is about: it may have been changed since. */
  const [found, setFound] = useState<Readonly<{ of: WorkflowDefinition; run: DryRun }> | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)

  // On the canvas they stand as long as it is the one that they are about.
  const counted = found?.of === definition ? found.run.steps : null
  useEffect(() => {
    onCounted(counted)
    return () => onCounted(null)
  }, [counted, onCounted])

  async function look(): Promise<void> {
    setBusy(true)
    setFailure(null)
    try {
      setFound({ of: definition, run: await client.call(dryRunWorkflow, { body: { definition, days } }) })
    } catch (error) {
      setFailure(describeError(error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <details className={classes.contact}>
      <summary>{t('past.title')}</summary>
      <Stack gap="xs" mt="xs">
        <Text fz={13} c="dimmed">
          {t('past.hint', { days })}
        </Text>
        <Button variant="default" size="xs" loading={isBusy} onClick={() => void look()}>
          {t('past.go', { days })}
        </Button>
        {failure !== null && (
          <Alert color="red" role="alert">
            {failure}
          </Alert>
        )}
        {found !== null && <Findings definition={found.of} run={found.run} />}
      </Stack>
    </details>
  )
}

function Findings({ definition, run }: Readonly<{ definition: WorkflowDefinition; run: DryRun }>) {
  const { t } = useTranslation('try')
  const words = useStepWords()
  const nameOf = (stepId: string) => {
    const step = definition.steps.find(({ id }) => id === stepId)
    return step === undefined ? stepId : step.name || words.name(step.type)
  }
  const exitOf = (stepId: string, exit: string) => {
    const step = definition.steps.find(({ id }) => id === stepId)
    return step === undefined ? exit : words.exit(step, exit)
  }
  const { considered, started, steps, examples } = run
  if (started === 0) return <Text fz={13}>{t('past.none')}</Text>
  return (
    <>
      <Text fz={13} role="status">
        {t('past.sum', { count: started, considered })}
      </Text>
      <ul className={classes.found} aria-label={t('past.steps')}>
        {steps
          .filter(({ reached }) => reached > 0)
          .map(({ stepId, reached, exits }) => (
            <li key={stepId}>
              <strong>{nameOf(stepId)}</strong> {reached}
              {Object.entries(exits).map(([exit, count]) => (
                <div key={exit} className={classes.step}>
                  → {exitOf(stepId, exit)}: {count}
                </div>
              ))}
            </li>
          ))}
      </ul>
      <ul className={classes.found} aria-label={t('past.examples')}>
        {examples.map(({ conversationId, contactName, path }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same conversation may begin it several times
          <li key={index}>
            <Link to="/inbox/$view/$conversationId" params={{ view: 'all', conversationId }}>
              {contactName}
            </Link>
            <div className={classes.step}>{path.map(({ stepId }) => nameOf(stepId)).join(' → ')}</div>
          </li>
        ))}
      </ul>
    </>
  )
}
