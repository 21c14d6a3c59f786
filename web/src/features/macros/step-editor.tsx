import { Button, Group, Menu, Text } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { moved } from '../../ui/moved.ts'
import { ToolButton } from '../../ui/tool-button.tsx'
import classes from './step-editor.module.css'
import { StepFields } from './step-fields.tsx'
import { type DraftStep, doings, newStep } from './steps.ts'

const mostSteps = 20

type Props = Readonly<{
  steps: readonly DraftStep[]
  onChange(steps: readonly DraftStep[]): void
  isChecked: boolean
}>

/** The steps of a macro, one below the other: to add, to fill in, to move, to remove. */
export function StepEditor({ steps, onChange, isChecked }: Props) {
  const { t } = useTranslation('macros')

  function change(step: DraftStep, to: Partial<DraftStep>) {
    onChange(steps.map((one) => (one.key === step.key ? { ...one, ...to } : one)))
  }

  return (
    <div>
      <Text fw={500} size="sm">
        {t('steps')}
      </Text>
      <Text size="xs" c="dimmed" mb={6}>
        {t('stepsHint')}
      </Text>
      <ol className={classes.steps}>
        {steps.map((step, index) => (
          <li key={step.key} className={classes.step}>
            <Group gap={2} wrap="nowrap" className={classes.head}>
              <Text size="sm" fw={500} className={classes.what}>
                {t('step', { number: index + 1, what: t(`do.${step.do}`) })}
              </Text>
              <ToolButton
                label={t('stepUp', { number: index + 1 })}
                icon={IconChevronUp}
                isOff={index === 0}
                onClick={() => onChange(moved(steps, step, -1))}
              />
              <ToolButton
                label={t('stepDown', { number: index + 1 })}
                icon={IconChevronDown}
                isOff={index === steps.length - 1}
                onClick={() => onChange(moved(steps, step, 1))}
              />
              <ToolButton
                label={t('removeStep', { number: index + 1 })}
                icon={IconTrash}
                onClick={() => onChange(steps.filter(({ key }) => key !== step.key))}
              />
            </Group>
            <StepFields step={step} onChange={(to) => change(step, to)} isChecked={isChecked} />
          </li>
        ))}
      </ol>
      {isChecked && steps.length === 0 && (
        <Text size="xs" c="var(--mantine-color-error)" role="alert">
          {t('stepsRequired')}
        </Text>
      )}
      <Menu position="bottom-start">
        <Menu.Target>
          <Button
            variant="default"
            size="xs"
            mt="xs"
            leftSection={<IconPlus size={15} aria-hidden />}
            disabled={steps.length >= mostSteps}
          >
            {t('addStep')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {doings.map((what) => (
            <Menu.Item key={what} onClick={() => onChange([...steps, newStep(what)])}>
              {t(`do.${what}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}
