import type { RunStep, WorkflowDefinition } from '@fairlead/sdk'
import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { formatDateTime } from '../../../ui/format-date.ts'
import { useMembers } from '../../conversations/use-names.ts'
import { useStepWords } from '../builder/forms/step-words.ts'
import { targetOf } from '../builder/model/way.ts'
import { runQuery } from './queries.ts'
import { valuesOf } from './run-values.ts'
import classes from './runs.module.css'

/** Every step as it was taken: what came to it, what it did, and which way it was left. */
export function RunDetails({ id }: Readonly<{ id: string }>) {
  const { t } = useTranslation('workflows')
  const { data } = useQuery(runQuery(id))
  if (data === undefined) return null
  const variables = Object.entries(data.variables)

  return (
    <>
      <ol className={classes.steps} aria-label={t('runs.steps')}>
        {data.steps.map((step) => (
          <Step key={step.place} step={step} definition={data.definition} />
        ))}
      </ol>
      {data.wakeAt !== null && (
        <Text fz={13} c="dimmed">
          {t('runs.wakes', { time: formatDateTime(data.wakeAt) })}
        </Text>
      )}
      {variables.length > 0 && (
        <>
          <Text fz={13} fw={500} mt="xs">
            {t('runs.variables')}
          </Text>
          <dl className={classes.values} aria-label={t('runs.variables')}>
            {variables.map(([name, value]) => (
              <Value key={name} name={name} text={typeof value === 'string' ? value : JSON.stringify(value)} />
            ))}
          </dl>
        </>
      )}
    </>
  )
}

type Taken = Readonly<{ step: RunStep; definition: WorkflowDefinition | null }>

function Step({ step, definition }: Taken) {
  const { t } = useTranslation('workflows')
  const words = useStepWords()
  const members = useMembers()
  const { input, output } = valuesOf(step, {
    member: (id) => members.get(id)?.name ?? t('runs.somebodyGone'),
    time: (ms) => formatDateTime(new Date(ms).toISOString()),
    outcome: (outcome) => t(`runs.outcome.${outcome}` as 'runs.outcome.full', { defaultValue: outcome }),
  })
  const known = definition?.steps.find(({ id }) => id === step.stepId) ?? null
  const name = known === null ? step.stepId : words.step(known)
  const says = known === null || definition === null ? '' : words.describe(known, targetOf(definition, known))
  return (
    <li>
      <span className={classes.stepHead}>
        <strong>{name}</strong>
        {step.exit !== null && <span>→ {known === null ? step.exit : words.exit(known, step.exit)}</span>}
        <time dateTime={step.at}>{formatDateTime(step.at)}</time>
      </span>
      {says !== '' && output.every(({ key }) => key !== 'text') && (
        <Text fz={13} c="dimmed">
          {says}
        </Text>
      )}
      {input.length + output.length > 0 && (
        <dl className={classes.values}>
          {input.map(({ key, text }) => (
            <Value key={key} name={t(`runs.came.${key}` as 'runs.came.text', { defaultValue: key })} text={text} />
          ))}
          {output.map(({ key, text }) => (
            <Value key={key} name={t(`runs.did.${key}` as 'runs.did.text', { defaultValue: key })} text={text} />
          ))}
        </dl>
      )}
      {step.error !== null && (
        <Text fz={13} c="var(--mantine-color-error)">
          {step.error}
        </Text>
      )}
    </li>
  )
}

function Value({ name, text }: Readonly<{ name: string; text: string }>) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </div>
  )
}
