import type { Hours } from '@fairlead/sdk'
import { Button, Input, Modal, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { HoursEditor } from '../../../../hours/hours-editor.tsx'
import { hoursText } from '../../../../hours/hours-text.ts'
import { firstHours } from '../../../../hours/week.ts'
import { KindPick, TeamPick } from '../fields/picks.tsx'
import { useErrorOf } from '../form-context.tsx'
import type { StepEdit } from './edit.ts'

const kinds = ['workspace', 'team', 'own'] as const

export function HoursFields({ step: { of }, set }: StepEdit<'hours'>) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()
  const [own, setOwn] = useState<Hours | null>(of.kind === 'own' ? of.hours : null)

  function choose(kind: (typeof kinds)[number]) {
    if (kind === 'own') set({ of: { kind, hours: own ?? firstHours() } })
    else set({ of: kind === 'team' ? { kind, teamId: null } : { kind } })
  }

  return (
    <>
      <KindPick
        label={t('hours.of')}
        kinds={kinds}
        nameOf={(kind) => t(`hours.kinds.${kind}`)}
        value={of.kind}
        onChange={choose}
      />
      {of.kind === 'team' && (
        <TeamPick
          label={t('fields.team')}
          none={t('fields.ownTeam')}
          value={of.teamId}
          onChange={(teamId) => set({ of: { kind: 'team', teamId } })}
          error={errorOf('of')}
        />
      )}
      {of.kind === 'own' && (
        <OwnHours
          hours={of.hours}
          onChange={(hours) => {
            setOwn(hours)
            set({ of: { kind: 'own', hours } })
          }}
        />
      )}
    </>
  )
}

// A week has no room beside the canvas.
function OwnHours({ hours, onChange }: Readonly<{ hours: Hours; onChange(hours: Hours): void }>) {
  const { t, i18n } = useTranslation(['steps', 'hours'])
  const { t: ofHours } = useTranslation('hours')
  const errorOf = useErrorOf()
  const [isOpen, setOpen] = useState(false)

  return (
    <div>
      <Text size="sm">{hoursText(hours, ofHours, i18n.language)}</Text>
      <Button variant="default" size="xs" mt={6} onClick={() => setOpen(true)}>
        {t('hours.change')}
      </Button>
      {errorOf('of') !== undefined && <Input.Error role="alert">{errorOf('of')}</Input.Error>}
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={t('hours.kinds.own')} size="lg">
        <HoursEditor value={hours} onChange={onChange} errorOf={(path) => errorOf(`of.hours.${path}`)} />
        <Button mt="md" onClick={() => setOpen(false)}>
          {t('done')}
        </Button>
      </Modal>
    </div>
  )
}
