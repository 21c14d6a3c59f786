import type { PriorityRule } from '@fairlead/sdk'
import { ActionIcon, Group, Input, MultiSelect, Select, Switch, Text, Tooltip } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { TagInput } from '../tags/tag-input.tsx'
import classes from './rules-form.module.css'

const priorities: readonly PriorityRule['priority'][] = ['urgent', 'high', 'low']

type Props = Readonly<{
  number: number
  rule: PriorityRule
  stages: readonly string[]
  onChange: (rule: PriorityRule) => void
  onRemove: () => void
  /** Null at the end of the list. */
  onUp: (() => void) | null
  onDown: (() => void) | null
  error: ReactNode
}>

export function RuleFields({ number, rule, stages, onChange, onRemove, onUp, onDown, error }: Props) {
  const { t } = useTranslation('settings')
  const name = t('workspace.rule', { number })

  return (
    <li className={classes.rule}>
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <Text fw={500}>{t('workspace.ruleGives')}</Text>
          <Select
            w={130}
            aria-label={`${name}: ${t('workspace.rulePriority')}`}
            data={priorities.map((value) => ({ value, label: t(`workspace.priorities.${value}`) }))}
            allowDeselect={false}
            value={rule.priority}
            onChange={(value) =>
              onChange({ ...rule, priority: priorities.find((one) => one === value) ?? rule.priority })
            }
          />
          <Text>{t('workspace.ruleToContacts')}</Text>
        </Group>
        <Group gap={2}>
          <RuleButton label={t('workspace.ruleUp')} name={name} onClick={onUp} icon={<IconArrowUp size={17} />} />
          <RuleButton label={t('workspace.ruleDown')} name={name} onClick={onDown} icon={<IconArrowDown size={17} />} />
          <RuleButton label={t('workspace.ruleRemove')} name={name} onClick={onRemove} icon={<IconTrash size={17} />} />
        </Group>
      </Group>
      <div className={classes.conditions}>
        <TagInput
          label={t('workspace.ruleTags')}
          placeholder={rule.tags.length === 0 ? t('workspace.ruleTagsPlaceholder') : ''}
          value={rule.tags}
          onChange={(tags) => onChange({ ...rule, tags })}
        />
        <MultiSelect
          label={t('workspace.ruleStages')}
          placeholder={rule.stages.length === 0 ? t('workspace.ruleStagesPlaceholder') : ''}
          nothingFoundMessage={t('workspace.ruleStagesNothing')}
          data={[...new Set([...stages, ...rule.stages])]}
          value={rule.stages}
          onChange={(chosen) => onChange({ ...rule, stages: chosen })}
        />
      </div>
      <Switch
        label={t('workspace.ruleOwner')}
        checked={rule.hasOwner}
        onChange={(event) => onChange({ ...rule, hasOwner: event.currentTarget.checked })}
      />
      {error !== undefined && <Input.Error role="alert">{error}</Input.Error>}
    </li>
  )
}

type ButtonProps = Readonly<{ label: string; name: string; onClick: (() => void) | null; icon: ReactNode }>

function RuleButton({ label, name, onClick, icon }: ButtonProps) {
  return (
    <Tooltip label={label} disabled={onClick === null}>
      <ActionIcon
        variant={onClick === null ? 'transparent' : 'subtle'}
        color="gray"
        size="lg"
        aria-label={`${name}: ${label}`}
        disabled={onClick === null}
        onClick={() => onClick?.()}
      >
        {icon}
      </ActionIcon>
    </Tooltip>
  )
}
