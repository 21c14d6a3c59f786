import { Button, Group, Input, Text, TextInput } from '@mantine/core'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { CountInput } from '../../../../../ui/form/count-input.tsx'
import { AddByName } from '../fields/add-by-name.tsx'
import { idFrom } from '../fields/ids.ts'
import { NamedRows } from '../fields/named-rows.tsx'
import { leftOf, sumOf, toHundred } from '../fields/percents.ts'
import { useErrorOf } from '../form-context.tsx'
import classes from '../forms.module.css'
import type { StepEdit } from './edit.ts'

const most = 10

export function SplitFields({ step: { parts }, set }: StepEdit<'split'>) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()
  const sum = sumOf(parts)

  return (
    <>
      <Text size="sm" c="dimmed">
        {t('split.hint')}
      </Text>
      <NamedRows
        label={t('split.parts')}
        items={parts}
        keyOf={({ id }) => id}
        nameOf={({ name }, index) => name || t('split.number', { number: index + 1 })}
        onChange={(changed) => set({ parts: changed })}
        least={2}
        head={(part, index, change) => (
          <div className={classes.head}>
            <TextInput
              className={classes.grow}
              aria-label={t('split.name')}
              placeholder={t('split.number', { number: index + 1 })}
              maxLength={80}
              value={part.name}
              onChange={(event) => change({ ...part, name: event.currentTarget.value })}
            />
            <CountInput
              aria-label={t('split.share')}
              w={84}
              suffix=" %"
              clampBehavior="strict"
              max={100}
              value={part.percent}
              onChange={(percent) => change({ ...part, percent })}
              error={errorOf(`parts.${index}`)}
            />
          </div>
        )}
      />
      <Group gap={8} aria-live="polite">
        <Text size="sm" c={sum === 100 ? 'dimmed' : 'var(--mantine-color-error)'}>
          {t('split.sum', { sum })}
        </Text>
        {sum !== 100 && (
          <Button size="compact-sm" variant="default" onClick={() => set({ parts: toHundred(parts) })}>
            {t('split.toHundred')}
          </Button>
        )}
      </Group>
      {sum === 100 && errorOf('parts') !== undefined && <Input.Error role="alert">{errorOf('parts')}</Input.Error>}
      <AddByName
        label={t('split.new')}
        isFull={parts.length >= most}
        onAdd={(name) => {
          const id = idFrom(
            name,
            parts.map((part) => part.id),
          )
          set({ parts: [...parts, { id, name, percent: leftOf(parts) }] })
        }}
      />
    </>
  )
}
