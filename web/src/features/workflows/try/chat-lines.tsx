import type { WorkflowDefinition, WorkflowStep } from '@fairlead/sdk'
import { Button, Group } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { useDecisionText } from '../../decisions/use-decision-text.ts'
import { useStepWords } from '../builder/forms/step-words.ts'
import { targetOf } from '../builder/model/way.ts'
import classes from './try.module.css'
import type { ChatLine } from './use-test-chat.ts'

type Choice = Readonly<{ id: string; title: string }>
type Props = Readonly<{
  definition: WorkflowDefinition
  lines: readonly ChatLine[]
  /** What was offered can be chosen no more. */
  isOver: boolean
  onChoose: (choice: Choice) => void
}>

/** What the customer was told and wrote, and between it what was done. */
export function ChatLines({ definition, lines, isOver, onChoose }: Props) {
  const { t } = useTranslation('try')
  const list = useRef<HTMLDivElement>(null)
  const lastTold = lines.findLast(({ kind }) => kind === 'told')?.key

  useEffect(() => {
    if (lines.length > 0) list.current?.scrollTo({ top: list.current.scrollHeight })
  }, [lines])

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
    <div ref={list} className={classes.lines} role="log" aria-label={t('chat')} tabIndex={0}>
      {lines.map((line) => {
        switch (line.kind) {
          case 'told':
            return (
              <div key={line.key} className={classes.told}>
                {line.text}
                {line.files > 0 && <div className={classes.files}>{t('files', { count: line.files })}</div>}
                {line.choices.length > 0 && (
                  <Group gap={6} mt={6}>
                    {line.choices.map((choice) => (
                      <Button
                        key={choice.id}
                        size="compact-xs"
                        variant="default"
                        disabled={isOver || line.key !== lastTold}
                        onClick={() => onChoose(choice)}
                      >
                        {choice.title}
                      </Button>
                    ))}
                  </Group>
                )}
              </div>
            )
          case 'said':
            return (
              <div key={line.key} className={classes.said}>
                {line.text}
              </div>
            )
          case 'happened':
            return (
              <div key={line.key} className={classes.happened}>
                {line.text}
              </div>
            )
          case 'step':
            return <StepLine key={line.key} definition={definition} step={line.step} />
          case 'foreseen':
            return <ForeseenLine key={line.key} foreseen={line.foreseen} />
          default:
            return line satisfies never
        }
      })}
    </div>
  )
}

type Step = Extract<ChatLine, { kind: 'step' }>['step']

function StepLine({
  definition,
  step: { stepId, exit, error },
}: Readonly<{ definition: WorkflowDefinition; step: Step }>) {
  const words = useStepWords()
  const step = definition.steps.find(({ id }) => id === stepId)
  const name = step === undefined ? stepId : words.step(step)
  const doing = step === undefined || saysItself(step) ? '' : words.describe(step, targetOf(definition, step))
  const way = exit === null || exit === 'next' ? null : step === undefined ? exit : words.exit(step, exit)
  return (
    <div className={classes.step} data-failed={error !== null || undefined}>
      {name}
      {doing !== '' && `: ${doing}`}
      {way !== null && ` → ${way}`}
      {error !== null && ` · ${error}`}
    </div>
  )
}

type Foreseen = Extract<ChatLine, { kind: 'foreseen' }>['foreseen']

function ForeseenLine({ foreseen }: Readonly<{ foreseen: Foreseen }>) {
  const { t } = useTranslation('try')
  const why = useDecisionText()
  const { kind, team, name, at } = foreseen
  return (
    <div className={classes.step}>
      {[t(`foreseen.${kind}`, { team, name: name ?? '' }), why(foreseen, at)].filter(Boolean).join(' ')}
    </div>
  )
}

// Its words stand in the chat, or the way it took is all there is to say.
function saysItself({ type }: WorkflowStep): boolean {
  return type === 'send_message' || type === 'ask_question' || type === 'branch' || type === 'split'
}
