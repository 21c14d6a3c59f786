import { NativeSelect } from '@mantine/core'
import { use } from 'react'
import type { ValueSelectorProps } from 'react-querybuilder'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { useTeams } from '../../../../conversations/use-names.ts'
import { RuleChoices } from '../../../../rules/value-editor.tsx'
import { groups, isOfTeams } from './condition-choices.ts'
import { fieldOf } from './condition-query.ts'
import classes from './field-pick.module.css'

/** What to look at, and of which team, where each has its own. */
export function FieldPick({ value = '', title, handleOnChange }: ValueSelectorProps) {
  const { t } = useTranslation('steps')
  const choices = [...use(RuleChoices).values()]
  const teams = [...useTeams().values()]
  const { field = value, key } = fieldOf(value) ?? {}
  const isTeams = isOfTeams(field)
  const shown = choices.filter(({ name }) => !isOfTeams(fieldOf(name)?.field ?? '') || !name.includes(':'))

  return (
    <div className={classes.field}>
      <NativeSelect
        aria-label={title}
        value={isTeams ? field : value}
        onChange={(event) => handleOnChange(event.currentTarget.value)}
        data={groups.flatMap((group) => {
          const items = shown.filter((choice) => choice.group === group)
          return items.length === 0
            ? []
            : [{ group: t(`rule.groups.${group}`), items: items.map(({ name, label }) => ({ value: name, label })) }]
        })}
      />
      {isTeams && (
        <NativeSelect
          aria-label={t('rule.ofTeam')}
          value={key ?? ''}
          onChange={(event) => {
            const id = event.currentTarget.value
            handleOnChange(id === '' ? field : `${field}:${id}`)
          }}
          data={[
            { value: '', label: t(field === 'isOpen' ? 'rule.workspaceHours' : 'rule.ownTeam') },
            ...teams.map(({ id, name }) => ({ value: id, label: name })),
            ...(key === undefined || teams.some(({ id }) => id === key) ? [] : [{ value: key, label: t('gone') }]),
          ]}
        />
      )}
    </div>
  )
}
