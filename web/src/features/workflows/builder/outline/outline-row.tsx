import type { OutlineLine, WorkflowDefinition } from '@fairlead/sdk'
import { ActionIcon, Menu, Text, UnstyledButton } from '@mantine/core'
import { IconArrowBackUp, IconMessage2, IconPlus, IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from '../../../../i18n/use-translation.ts'
import type { Marks } from '../canvas/flow.ts'
import { MarkBadge } from '../canvas/mark-badge.tsx'
import { TrafficBadge } from '../canvas/traffic-badge.tsx'
import { goalOf, startWay, stepOf, targetOf, type Way, waysOutOf } from '../model/way.ts'
import { startId } from '../state/builder-state.ts'
import { useTraffic } from '../traffic.tsx'
import { useWords } from '../words/builder-words.tsx'
import { StepIcon } from '../words/step-icon.tsx'
import classes from './outline.module.css'
import type { OutlineActs } from './outline.tsx'

type RowProps = Readonly<{ definition: WorkflowDefinition; acts: OutlineActs }>
type LineProps = RowProps & Readonly<{ line: OutlineLine; from: string | null }>
type Shown = Readonly<{ marks: Marks; isChosen: boolean }>

export function StartRow({ definition, marks, isChosen, acts }: RowProps & Shown) {
  const { t } = useTranslation('builder')
  const words = useWords()
  return (
    <li className={classes.line} data-chosen={isChosen || undefined}>
      <Main onClick={() => acts.onChoose(startId)} isChosen={isChosen} icon={<StepIcon type="start" />} id={startId}>
        <Text fw={600}>{t('start')}</Text>
        <Text fz={13} c="dimmed">
          {words.trigger(definition.start)}
        </Text>
      </Main>
      <MarkBadge marks={marks} />
      <AddButton definition={definition} ways={[startWay]} label={t('canvas.addFirst')} onAdd={acts.onAdd} />
    </li>
  )
}

export function StepRow({
  definition,
  line,
  from,
  marks,
  isChosen,
  isLit,
  acts,
}: LineProps & Shown & Readonly<{ isLit: boolean }>) {
  const { t } = useTranslation('builder')
  const words = useWords()
  const traffic = useTraffic(line.stepId)
  const step = stepOf(definition, line.stepId)
  if (step === null) return null
  const name = words.step(step)
  const summary = words.describe(step, targetOf(definition, step))

  return (
    <li
      className={classes.line}
      data-chosen={isChosen || undefined}
      data-lit={isLit || undefined}
      style={indented(line)}
    >
      <Main
        onClick={() => acts.onChoose(step.id)}
        isChosen={isChosen}
        icon={<StepIcon type={step.type} />}
        id={step.id}
      >
        <Via definition={definition} line={line} from={from} />
        <Text fw={600}>{name}</Text>
        {summary !== '' && (
          <Text fz={13} c="dimmed" lineClamp={2}>
            {summary}
          </Text>
        )}
      </Main>
      {step.comment !== '' && (
        <IconMessage2
          size={16}
          role="img"
          aria-label={t('commented')}
          title={step.comment}
          className={classes.comment}
        />
      )}
      <MarkBadge marks={marks} />
      {traffic !== null && <TrafficBadge traffic={traffic} />}
      <AddButton
        definition={definition}
        ways={waysOutOf(step).map((exit) => ({ stepId: step.id, exit }))}
        label={t('outline.add', { step: name })}
        onAdd={acts.onAdd}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t('outline.remove', { step: name })}
        title={t('outline.remove', { step: name })}
        onClick={() => acts.onRemove(step.id)}
      >
        <IconTrash size={17} stroke={1.6} aria-hidden />
      </ActionIcon>
    </li>
  )
}

// Deeper than that there is no room left for words.
function indented({ depth }: OutlineLine) {
  return { marginInlineStart: `calc(var(--indent) * ${Math.min(depth, 6)})` }
}

/** What follows stands further up already. */
export function RepeatRow({ definition, line, from, acts }: LineProps) {
  const { t } = useTranslation('builder')
  const words = useWords()
  return (
    <li className={classes.line} data-repeat style={indented(line)}>
      <UnstyledButton className={classes.main} onClick={() => acts.onChoose(line.stepId)} data-row>
        <IconArrowBackUp size={17} aria-hidden />
        <span className={classes.words}>
          <Via definition={definition} line={line} from={from} />
          <Text fz={13}>{t('outline.repeat', { step: words.stepOf(definition, line.stepId) })}</Text>
        </span>
      </UnstyledButton>
    </li>
  )
}

// Where there is one way only, it need not be named.
function Via({ definition, line, from }: Pick<LineProps, 'definition' | 'line' | 'from'>) {
  const { t } = useTranslation('builder')
  const words = useWords()
  if (line.via === null && line.stepId !== definition.start.next) {
    return (
      <Text fz={12} c="var(--fairlead-warning)">
        {t('outline.loose')}
      </Text>
    )
  }
  if (line.via === null || from === null || line.via === 'next') return null
  return (
    <Text fz={12} c="dimmed">
      {words.way(definition, { stepId: from, exit: line.via })}
    </Text>
  )
}

type MainProps = Readonly<{ id: string; icon: ReactNode; isChosen: boolean; onClick: () => void; children: ReactNode }>

function Main({ id, icon, isChosen, onClick, children }: MainProps) {
  return (
    <UnstyledButton className={classes.main} onClick={onClick} aria-pressed={isChosen} data-row data-step={id}>
      {icon}
      <span className={classes.words}>{children}</span>
    </UnstyledButton>
  )
}

type AddProps = Readonly<{ definition: WorkflowDefinition; ways: readonly Way[]; label: string; onAdd(way: Way): void }>

function AddButton({ definition, ways, label, onAdd }: AddProps) {
  const { t } = useTranslation('builder')
  const words = useWords()
  const [only] = ways
  if (only === undefined) return null
  const button = (onClick?: () => void) => (
    <ActionIcon variant="subtle" size="lg" aria-label={label} title={label} onClick={onClick}>
      <IconPlus size={17} aria-hidden />
    </ActionIcon>
  )
  if (ways.length === 1) return button(() => onAdd(only))
  return (
    <Menu position="bottom-end">
      <Menu.Target>{button()}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('outline.afterWhich')}</Menu.Label>
        {ways.map((way) => {
          const goal = goalOf(definition, way)
          return (
            <Menu.Item key={way.exit} onClick={() => onAdd(way)}>
              {words.way(definition, way)}
              {goal !== null && (
                <Text fz={12} c="dimmed">
                  {t('outline.before', { step: words.stepOf(definition, goal) })}
                </Text>
              )}
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}
