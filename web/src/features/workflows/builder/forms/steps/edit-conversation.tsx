import { Switch } from '@mantine/core'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { FieldValues } from '../fields/field-values.tsx'
import { SkillsPick } from '../fields/picks.tsx'
import { PriorityPick } from '../fields/priority-pick.tsx'
import { TagChanges } from '../fields/tag-changes.tsx'
import { useErrorOf } from '../form-context.tsx'
import classes from '../forms.module.css'
import type { StepEdit } from './edit.ts'

export function EditConversationFields({ step, set }: StepEdit<'edit_conversation'>) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()
  const { skillIds } = step

  return (
    <>
      <TagChanges value={step} onChange={set} />
      <PriorityPick
        label={t('fields.priority')}
        none={t('fields.unchanged')}
        value={step.priority ?? null}
        onChange={(priority) => set({ priority: priority ?? undefined })}
      />
      <div>
        <Switch
          label={t('edit_conversation.skills')}
          description={t('edit_conversation.skillsHint')}
          checked={skillIds !== undefined}
          onChange={(event) => set({ skillIds: event.currentTarget.checked ? [] : undefined })}
        />
        {skillIds !== undefined && (
          <div className={classes.revealed}>
            <SkillsPick
              label={t('assign.skills')}
              placeholder={t('tags.none')}
              value={skillIds}
              onChange={(ids) => set({ skillIds: ids })}
              error={errorOf('skillIds')}
            />
          </div>
        )}
      </div>
      <FieldValues subject="conversation" value={step.fields} onChange={(fields) => set({ fields })} />
    </>
  )
}
