import type { WorkflowDefinition } from '@fairlead/sdk'
import { Select, Stack, Text } from '@mantine/core'
import { useTranslation } from '../../../../i18n/use-translation.ts'
import { numbered } from '../forms/numbered.ts'
import { goalOf, startWay, stepOf, type Way, waysOutOf } from '../model/way.ts'
import { useWords } from '../words/builder-words.tsx'

type Props = Readonly<{
  definition: WorkflowDefinition
  /** Null: the start. */
  stepId: string | null
  onConnect(from: Way, to: string): void
  onDisconnect(from: Way): void
  onAdd(from: Way): void
}>

const nowhere = '#nowhere'
const another = '#new'

/** Where each exit leads, chosen from a list: what the mouse does on the canvas, without one. */
export function ExitList({ definition, stepId, onConnect, onDisconnect, onAdd }: Props) {
  const { t } = useTranslation('builder')
  const words = useWords()
  const step = stepOf(definition, stepId)
  const ways = step === null ? [startWay] : waysOutOf(step).map((exit) => ({ stepId: step.id, exit }))
  if (ways.length === 0) return null

  const names = numbered(definition.steps.map(({ id }) => [id, words.stepOf(definition, id)] as const))
  const steps = names.filter(({ value }) => value !== stepId)
  const data = [
    { value: nowhere, label: t('exitList.nowhere') },
    { value: another, label: t('exitList.new') },
    ...(steps.length > 0 ? [{ group: t('exitList.steps'), items: steps }] : []),
  ]

  return (
    <Stack gap="xs">
      <Text fw={600} size="sm" component="h3">
        {t('exitList.title')}
      </Text>
      {ways.map((way) => {
        const goal = goalOf(definition, way)
        const isKnown = names.some(({ value }) => value === goal)
        return (
          <Select
            key={way.exit}
            label={words.way(definition, way)}
            data={data}
            value={goal !== null && isKnown ? goal : nowhere}
            allowDeselect={false}
            searchable={steps.length > 8}
            comboboxProps={{ withinPortal: true }}
            onChange={(value) => {
              if (value === another) onAdd(way)
              else if (value === nowhere || value === null) onDisconnect(way)
              else onConnect(way, value)
            }}
          />
        )
      })}
    </Stack>
  )
}
