import { type Policy, putPolicy, type Team } from '@fairlead/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { type ContractForm, useContractForm } from '../../ui/form/use-contract-form.ts'
import { notifyDone } from '../../ui/notify.ts'
import { refuseBadHours } from '../hours/refuse-bad-hours.ts'
import { useReplaceTeam } from '../teams/queries.ts'
import { isSame } from './presets.ts'
import { policiesQuery } from './queries.ts'
import { rebase } from './rebase.ts'

/** A version that somebody saved while this form was being filled in. */
export type Newer = Readonly<{ version: number; both: readonly (keyof Policy)[] }>

export type PolicyForm = Readonly<{
  contract: ContractForm<Policy>
  newer: Newer | null
  /** Back to what is saved. */
  discard: () => void
}>

/** Edits a team's policy as a whole. What somebody else saves meanwhile is taken over; what was typed stays. */
export function usePolicyForm(team: Team): PolicyForm {
  const { t } = useTranslation('policy')
  const { t: tHours } = useTranslation('hours')
  const replaceTeam = useReplaceTeam()
  const cache = useQueryClient()
  const isSaving = useRef(false)
  const base = useRef(team.policy)
  const [newer, setNewer] = useState<Newer | null>(null)

  const contract = useContractForm<Policy>({
    initialValues: team.policy,
    schema: putPolicy.body,
    mergesItself: true,
    async save(values) {
      refuseBadHours(values.hours, 'hours', tHours)
      isSaving.current = true
      try {
        const saved = await client.call(putPolicy, { params: { id: team.id }, body: values })
        base.current = saved.policy
        replaceTeam(saved)
        setNewer(null)
        notifyDone(t('saved', { version: saved.policyVersion }))
      } finally {
        isSaving.current = false
      }
      await cache.invalidateQueries(policiesQuery(team.id))
    },
  })
  const { form } = contract

  // The log may tell of what we save before the answer does: that is nobody else's.
  useEffect(() => {
    if (isSaving.current || isSame(base.current, team.policy)) return
    const { policy, both } = rebase(base.current, form.getValues(), team.policy)
    base.current = team.policy
    if (isSame(policy, team.policy)) return
    form.setValues(policy)
    setNewer({ version: team.policyVersion, both })
  })

  function discard() {
    contract.discard()
    setNewer(null)
  }

  return { contract, newer, discard }
}
