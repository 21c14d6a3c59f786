import { type Macro, patchMacro, postMacro } from '@fairlead/sdk'
import { Alert, Checkbox, Modal, Stack, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { client } from '../../api.ts'
import { describeError } from '../../describe-error.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { DialogActions } from '../../ui/form/dialog-actions.tsx'
import { notifyDone } from '../../ui/notify.ts'
import { useMe } from '../session/queries.ts'
import { isAtLeast } from '../session/roles.ts'
import { macrosQuery } from './queries.ts'
import { StepEditor } from './step-editor.tsx'
import { type DraftStep, draftOf, faultOf, stepOf } from './steps.ts'

type Props = Readonly<{
  /** Null: a new one. */
  macro: Macro | null
  onClose: () => void
}>

/** A macro with its steps. */
export function MacroDialog({ macro, onClose }: Props) {
  const { t } = useTranslation(['macros', 'common'])
  const { member } = useMe()
  const queryClient = useQueryClient()
  const isManager = isAtLeast(member.role, 'manager')
  const [name, setName] = useState(macro?.name ?? '')
  const [isShared, setShared] = useState(macro === null ? isManager : macro.ownerId === null)
  const [steps, setSteps] = useState<readonly DraftStep[]>(() => macro?.steps.map(draftOf) ?? [])
  const [isChecked, setChecked] = useState(false)
  const [isSaving, setSaving] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const isDirty = name !== (macro?.name ?? '') || steps.length !== (macro?.steps.length ?? 0)

  async function submit(event: FormEvent) {
    event.preventDefault()
    setChecked(true)
    if (name.trim() === '' || steps.length === 0 || steps.some((step) => faultOf(step) !== null)) return
    setSaving(true)
    setFailure(null)
    const body = { name: name.trim(), steps: steps.map(stepOf), isShared }
    try {
      if (macro) await client.call(patchMacro, { params: { id: macro.id }, body })
      else await client.call(postMacro, { body })
      await queryClient.invalidateQueries({ queryKey: macrosQuery.queryKey })
      notifyDone(t('saved', { name: body.name }))
      onClose()
    } catch (error) {
      setFailure(describeError(error))
      setSaving(false)
    }
  }

  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={macro ? t('editTitle', { name: macro.name }) : t('addTitle')}
      closeOnClickOutside={!isDirty}
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          <TextInput
            label={t('name')}
            placeholder={t('namePlaceholder')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={100}
            error={isChecked && name.trim() === '' ? t('common:validation.required') : null}
            data-autofocus
          />
          <StepEditor steps={steps} onChange={setSteps} isChecked={isChecked} />
          <Checkbox
            label={t('isShared')}
            description={isManager ? t('isSharedHint') : t('onlyManagers')}
            checked={isShared}
            disabled={!isManager}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
          {failure !== null && (
            <Alert color="red" role="alert">
              {failure}
            </Alert>
          )}
          <DialogActions submit={t('common:save')} isSubmitting={isSaving} onCancel={onClose} />
        </Stack>
      </form>
    </Modal>
  )
}
