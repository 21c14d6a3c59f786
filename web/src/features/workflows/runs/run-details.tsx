import type { RunStep } from '@fairlead/sdk'
import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { formatDateTime } from '../../../ui/format-date.ts'
import { runQuery } from './queries.ts'
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
          <Step key={step.place} step={step} />
        ))}
      </ol>
      {data.wakeAt !== null && (
        <Text fz={13} c="dimmed">
          {t('runs.wakes', { time: formatDateTime(data.wakeAt) })}
        </Text>
      )}
      {variables.length > 0 && (
        <dl className={classes.values} aria-label={t('runs.variables')}>
          {variables.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{textOf(value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  )
}

function Step({ step }: Readonly<{ step: RunStep }>) {
  const said = [...Object.entries(step.input), ...Object.entries(step.output)]
  return (
    <li>
      <span className={classes.stepHead}>
        <strong>{step.stepId}</strong>
        {step.exit !== null && <span>→ {step.exit}</span>}
        <time dateTime={step.at}>{formatDateTime(step.at)}</time>
      </span>
      {said.length > 0 && (
        <dl className={classes.values}>
          {said.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{textOf(value)}</dd>
            </div>
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

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
