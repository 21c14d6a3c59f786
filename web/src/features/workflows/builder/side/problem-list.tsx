import type { WorkflowDefinition, WorkflowProblem } from '@fairlead/sdk'
import { Text, UnstyledButton } from '@mantine/core'
import { IconAlertCircle, IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from '../../../../i18n/use-translation.ts'
import { EmptyState } from '../../../../ui/empty-state.tsx'
import { problemText } from '../forms/problem-text.ts'
import { startId } from '../state/builder-state.ts'
import { useWords } from '../words/builder-words.tsx'
import classes from './side.module.css'

type Props = Readonly<{
  definition: WorkflowDefinition
  problems: readonly WorkflowProblem[]
  onGoto(id: string): void
}>

/** All that is wrong or may not be meant; each leads to where it is. */
export function ProblemList({ definition, problems, onGoto }: Props) {
  const { t } = useTranslation('builder')
  const { t: said } = useTranslation('steps')
  const words = useWords()
  if (problems.length === 0) {
    return <EmptyState icon={IconCircleCheck} title={t('problems.none')} text={t('problems.noneText')} />
  }
  return (
    <ul className={classes.problems} aria-label={t('problems.title')}>
      {problems.map((problem) => {
        const isError = problem.level === 'error'
        const Icon = isError ? IconAlertCircle : IconAlertTriangle
        return (
          <li key={`${problem.code} ${problem.stepId} ${problem.path}`}>
            <UnstyledButton className={classes.problem} onClick={() => onGoto(problem.stepId ?? startId)}>
              <Icon
                size={18}
                role="img"
                aria-label={t(isError ? 'problems.error' : 'problems.warning')}
                color={isError ? 'var(--mantine-color-error)' : 'var(--fairlead-warning)'}
              />
              <span>
                <Text span fw={500} display="block">
                  {words.stepOf(definition, problem.stepId)}
                </Text>
                {problemText(problem, said)}
              </span>
            </UnstyledButton>
          </li>
        )
      })}
    </ul>
  )
}
