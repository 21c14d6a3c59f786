import { Switch } from '@mantine/core'
import { useTranslation } from '../../../../../i18n/use-translation.ts'
import { FilledField } from '../fields/filled-field.tsx'
import { MinutesField } from '../fields/minutes-field.tsx'
import { KindPick, TeamPick } from '../fields/picks.tsx'
import { useErrorOf } from '../form-context.tsx'
import type { StepEdit } from './edit.ts'

const kinds = ['minutes', 'time', 'opening', 'reply'] as const

const usual = {
  minutes: { kind: 'minutes', minutes: 60 },
  time: { kind: 'time', time: '09:00' },
  opening: { kind: 'opening', teamId: null },
  reply: { kind: 'reply' },
} as const

export function WaitFields({ step: { until, orReply }, set }: StepEdit<'wait'>) {
  const { t } = useTranslation('steps')
  const errorOf = useErrorOf()

  return (
    <>
      <KindPick
        label={t('wait.until')}
        kinds={kinds}
        nameOf={(kind) => t(`wait.kinds.${kind}`)}
        value={until.kind}
        onChange={(kind) => set({ until: usual[kind] })}
      />
      {until.kind === 'minutes' && (
        <MinutesField
          label={t('fields.howLong')}
          value={until.minutes}
          onChange={(minutes) => set({ until: { kind: 'minutes', minutes } })}
          max={43_200}
          error={errorOf('until')}
        />
      )}
      {until.kind === 'time' && (
        <FilledField
          type="time"
          w={130}
          label={t('wait.time')}
          description={t('wait.timeHint')}
          styles={{ description: { inlineSize: 'max-content', maxInlineSize: 320 } }}
          value={until.time}
          onChange={(time) => set({ until: { kind: 'time', time } })}
          error={errorOf('until')}
        />
      )}
      {until.kind === 'opening' && (
        <TeamPick
          label={t('wait.whose')}
          none={t('hours.kinds.workspace')}
          value={until.teamId}
          onChange={(teamId) => set({ until: { kind: 'opening', teamId } })}
          error={errorOf('until')}
        />
      )}
      {until.kind !== 'reply' && (
        <Switch
          label={t('wait.orReply')}
          description={t('wait.orReplyHint')}
          checked={orReply}
          onChange={(event) => set({ orReply: event.currentTarget.checked })}
        />
      )}
    </>
  )
}
