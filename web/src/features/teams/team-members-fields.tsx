import type { Member, Strategy, TeamMember } from '@fairlead/sdk'
import { ActionIcon, Avatar, Input, NumberInput, Select, Text, Tooltip } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { medium } from '../../ui/form/widths.ts'
import { Row, RowList } from '../../ui/row-list.tsx'
import { membersQuery } from '../members/queries.ts'
import { PresenceDot } from '../presence/presence-dot.tsx'
import { shareOf } from './shares.ts'
import classes from './team-members-fields.module.css'

type Props = Readonly<{
  strategy: Strategy
  value: readonly TeamMember[]
  onChange: (members: TeamMember[]) => void
  errorOf: (path: string) => ReactNode
}>

/** Who is in the team, in which tier, and with which weight where weights count. */
export function TeamMembersFields({ strategy, value, onChange, errorOf }: Props) {
  const { t } = useTranslation('policy')
  const { data } = useQuery(membersQuery)
  const known = new Map(data?.data.map((member) => [member.id, member]))

  return (
    <div>
      {value.length > 0 ? (
        <RowList label={t('tabs.members')}>
          {value.map((one, index) => (
            <Row key={one.memberId}>
              <TeamMemberRow
                strategy={strategy}
                member={known.get(one.memberId)}
                value={one}
                all={value}
                onChange={(changed) => onChange(value.with(index, changed))}
                onRemove={() => onChange(value.toSpliced(index, 1))}
                error={errorOf(`.${index}.memberId`) ?? errorOf(`.${index}.tier`) ?? errorOf(`.${index}.weight`)}
              />
            </Row>
          ))}
        </RowList>
      ) : (
        <Text c="dimmed">{t('members.empty')}</Text>
      )}
      <AddMember
        members={data?.data ?? []}
        taken={new Set(value.map(({ memberId }) => memberId))}
        onAdd={(memberId) => onChange([...value, { memberId, tier: 1, weight: 1 }])}
        error={errorOf('')}
      />
      <Text fz={13} c="dimmed" mt="xs">
        {t('members.tierHint')} {strategy === 'weighted' && t('members.hintWeighted')}
      </Text>
    </div>
  )
}

type RowProps = Readonly<{
  strategy: Strategy
  member: Member | undefined
  value: TeamMember
  all: readonly TeamMember[]
  onChange: (member: TeamMember) => void
  onRemove: () => void
  error: ReactNode
}>

function TeamMemberRow({ strategy, member, value, all, onChange, onRemove, error }: RowProps) {
  const { t, i18n } = useTranslation('policy')
  const name = member?.name ?? t('formerMember')
  const share = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 0 })
  const isWeighted = strategy === 'weighted'
  const tiers = [...new Set([1, 2, ...all.map(({ tier }) => tier)])].toSorted((a, b) => a - b)

  return (
    <div className={classes.row}>
      <Person name={name} member={member} />
      <div className={classes.fields}>
        <Select
          className={classes.tier}
          aria-label={t('members.tier', { name })}
          data={[...tiers, ...(tiers.includes(3) ? [] : [3])].map((tier) => ({
            value: String(tier),
            label: tier === 1 || tier === 2 ? t(`members.tiers.${tier}`) : t('members.tierOther', { tier }),
          }))}
          allowDeselect={false}
          value={String(value.tier)}
          onChange={(tier) => onChange({ ...value, tier: Number(tier) })}
        />
        {(isWeighted || value.weight !== 1) && (
          <Tooltip
            label={t('members.share', { share: share.format(shareOf(value, all)) })}
            disabled={!isWeighted}
            openDelay={0}
          >
            <NumberInput
              className={classes.weight}
              aria-label={t('members.weight', { name })}
              prefix={`${t('members.weightShort')} `}
              min={0.1}
              max={100}
              step={0.5}
              decimalScale={2}
              allowNegative={false}
              value={value.weight}
              onChange={(weight) => typeof weight === 'number' && onChange({ ...value, weight })}
            />
          </Tooltip>
        )}
        <Tooltip label={t('members.removeShort')}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('members.remove', { name })}
            onClick={onRemove}
          >
            <IconX size={17} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </div>
      {isWeighted && (
        <Text fz={13} c="dimmed" className={classes.share}>
          {t('members.share', { share: share.format(shareOf(value, all)) })}
        </Text>
      )}
      {error !== undefined && <Input.Error className={classes.share}>{error}</Input.Error>}
    </div>
  )
}

function Person({ name, member }: { name: string; member: Member | undefined }) {
  const { t } = useTranslation(['settings', 'common'])

  return (
    <div className={classes.person}>
      <Avatar name={name} color="initials" size={34} alt="" />
      <div className={classes.name}>
        <Text fw={500} truncate>
          {name}
        </Text>
        <div className={classes.presence}>
          {member?.isDeactivated ? (
            <Text fz={13} c="dimmed">
              {t('members.deactivated')}
            </Text>
          ) : (
            member && (
              <>
                <PresenceDot presence={member.presence} />
                <Text fz={13} c="dimmed" truncate>
                  {t(`common:presence.${member.presence}`)}
                </Text>
              </>
            )
          )}
        </div>
      </div>
    </div>
  )
}

type AddProps = Readonly<{
  members: readonly Member[]
  taken: ReadonlySet<string>
  onAdd: (memberId: string) => void
  error: ReactNode
}>

function AddMember({ members, taken, onAdd, error }: AddProps) {
  const { t } = useTranslation('policy')
  const [search, setSearch] = useState('')
  const free = members.filter(({ id, isDeactivated }) => !isDeactivated && !taken.has(id))

  return (
    <Select
      mt="sm"
      label={t('members.add')}
      placeholder={t('members.addPlaceholder')}
      nothingFoundMessage={t('members.nothing')}
      searchable
      limit={100}
      {...medium}
      data={free.map(({ id, name, email }) => ({ value: id, label: name === '' ? email : name }))}
      value={null}
      searchValue={search}
      onSearchChange={setSearch}
      onChange={(id) => {
        if (id !== null) onAdd(id)
        setSearch('')
      }}
      error={error}
    />
  )
}
