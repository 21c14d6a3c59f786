import type { WorkflowDefinition, WorkflowProblem, WorkflowStart, WorkflowStep } from '@fairlead/sdk'
import { ActionIcon, Group, Stack, Switch, Text } from '@mantine/core'
import { IconClipboardCopy, IconCopyPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from '../../../../i18n/use-translation.ts'
import { StartForm } from '../forms/start-form.tsx'
import { StepForm } from '../forms/step-form.tsx'
import { stepOf, type Way } from '../model/way.ts'
import { startId } from '../state/builder-state.ts'
import { useWords } from '../words/builder-words.tsx'
import { ExitList } from './exit-list.tsx'

type Props = Readonly<{
  workflowId: string
  definition: WorkflowDefinition
  problems: readonly WorkflowProblem[]
  chosen: readonly string[]
  webhookUrl: string | null
  onStep(step: WorkflowStep): void
  onStart(start: WorkflowStart): void
  onEnds(endsOn: WorkflowDefinition['endsOn']): void
  onConnect(from: Way, to: string): void
  onDisconnect(from: Way): void
  onAdd(from: Way): void
  onDuplicate(): void
  onCopy(): void
  onRemove(): void
}>

/** What is chosen, with everything that can be said of it. */
export function StepPanel({
  workflowId,
  definition,
  problems,
  chosen,
  webhookUrl,
  onStep,
  onStart,
  onEnds,
  ...acts
}: Props) {
  const { t } = useTranslation('builder')
  const words = useWords()
  const [id, ...others] = chosen
  const step = stepOf(definition, id ?? null)
  const edited = { workflowId, definition, problems }

  if (id === startId && others.length === 0) {
    return (
      <Stack>
        <StartForm {...edited} onChange={onStart} webhookUrl={webhookUrl} />
        <ExitList {...acts} definition={definition} stepId={null} />
        <Ends endsOn={definition.endsOn} onChange={onEnds} />
      </Stack>
    )
  }
  if (step === null || others.length > 0) {
    return (
      <Stack>
        <Text c="dimmed">{chosen.length > 1 ? t('panel.several', { count: chosen.length }) : t('panel.none')}</Text>
        {chosen.length > 1 && <Acts {...acts} />}
      </Stack>
    )
  }
  return (
    <Stack>
      <Group justify="space-between" wrap="nowrap">
        <Text fw={600} component="h2" style={{ overflowWrap: 'anywhere' }}>
          {words.step(step)}
        </Text>
        <Acts {...acts} />
      </Group>
      <StepForm {...edited} step={step} onChange={onStep} />
      <ExitList {...acts} definition={definition} stepId={step.id} />
    </Stack>
  )
}

function Acts({ onDuplicate, onCopy, onRemove }: Pick<Props, 'onDuplicate' | 'onCopy' | 'onRemove'>) {
  const { t } = useTranslation('builder')
  const acts = [
    { label: t('acts.duplicate'), icon: IconCopyPlus, onClick: onDuplicate },
    { label: t('acts.copy'), icon: IconClipboardCopy, onClick: onCopy },
    { label: t('acts.remove'), icon: IconTrash, onClick: onRemove },
  ]
  return (
    <Group gap={4} wrap="nowrap">
      {acts.map(({ label, icon: Icon, onClick }) => (
        <ActionIcon
          key={label}
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={label}
          title={label}
          onClick={onClick}
        >
          <Icon size={17} stroke={1.6} aria-hidden />
        </ActionIcon>
      ))}
    </Group>
  )
}

const endings = ['reply', 'assignment', 'close'] as const

function Ends({ endsOn, onChange }: Readonly<{ endsOn: WorkflowDefinition['endsOn']; onChange: Props['onEnds'] }>) {
  const { t } = useTranslation('builder')
  return (
    <Stack gap="xs">
      <div>
        <Text fw={600} size="sm" component="h3">
          {t('ends.title')}
        </Text>
        <Text size="sm" c="dimmed">
          {t('ends.hint')}
        </Text>
      </div>
      {endings.map((ending) => (
        <Switch
          key={ending}
          label={t(`ends.${ending}`)}
          checked={endsOn[ending]}
          onChange={(event) => onChange({ ...endsOn, [ending]: event.currentTarget.checked })}
        />
      ))}
    </Stack>
  )
}
