import { type Member, putTeamMembers, type Team, type TeamMember } from '@fairlead/sdk'
import { ActionIcon, NumberInput, Select, Stack, Text, Tooltip } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { client } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { notifyError } from '../../ui/notify.ts'
import { Row, RowList } from '../../ui/row-list.tsx'
import { useReplaceTeam } from '../teams/queries.ts'
import classes from './member-teams.module.css'
import { membershipsOf, withMember, withoutMember } from './membership.ts'

const tiers = ['1', '2', '3'] as const

type Props = Readonly<{ member: Member; teams: readonly Team[]; canEdit: boolean }>

/** The teams somebody is in, and how they stand in each; saved as it is changed. */
export function MemberTeams({ member, teams, canEdit }: Props) {
  const { t } = useTranslation('members')
  const replaceTeam = useReplaceTeam()
  const memberships = membershipsOf(member.id, teams)
  const others = teams.filter(({ members }) => !members.some(({ memberId }) => memberId === member.id))

  async function put(team: Team, members: TeamMember[]) {
    try {
      replaceTeam(await client.call(putTeamMembers, { params: { id: team.id }, body: { members } }))
    } catch (error) {
      notifyError(error)
    }
  }

  return (
    <Stack gap="sm">
      {memberships.length === 0 ? (
        <Text c="dimmed">{t('teams.none', { name: member.name })}</Text>
      ) : (
        <RowList label={t('teams.title')}>
          {memberships.map(({ team, membership }) => (
            <Row key={team.id}>
              <Membership
                team={team}
                membership={membership}
                canEdit={canEdit}
                onChange={(changed) => put(team, withMember(team.members, changed))}
                onLeave={() => put(team, withoutMember(team.members, member.id))}
              />
            </Row>
          ))}
        </RowList>
      )}
      {canEdit && others.length > 0 && (
        <Select
          aria-label={t('teams.add')}
          placeholder={t('teams.add')}
          maw={280}
          searchable
          value={null}
          data={others.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id) => {
            const team = others.find((each) => each.id === id)
            if (team) void put(team, withMember(team.members, { memberId: member.id, tier: 1, weight: 1 }))
          }}
        />
      )}
    </Stack>
  )
}

type MembershipProps = Readonly<{
  team: Team
  membership: TeamMember
  canEdit: boolean
  onChange(membership: TeamMember): void
  onLeave(): void
}>

function Membership({ team, membership, canEdit, onChange, onLeave }: MembershipProps) {
  const { t } = useTranslation('members')
  const { tier, weight } = membership
  const countsWeight = team.policy.strategy === 'weighted'
  const known = tiers.find((each) => each === String(tier)) ? tiers : [...tiers, String(tier)]

  if (!canEdit) {
    return (
      <div className={classes.line}>
        <Text className={classes.name}>{team.name}</Text>
        <Text size="sm" c="dimmed">
          {t('teams.tierShort', { tier })}
          {countsWeight && ` · ${t('teams.weightShort', { weight })}`}
        </Text>
      </div>
    )
  }
  return (
    <div className={classes.line}>
      <Link to="/settings/teams/$id" params={{ id: team.id }} className={classes.name}>
        {team.name}
      </Link>
      <Select
        className={classes.tier}
        aria-label={t('teams.tier', { team: team.name })}
        data={known.map((each) => ({
          value: each,
          label: t(each === '1' ? 'teams.tierFirst' : 'teams.tierLater', { tier: each }),
        }))}
        value={String(tier)}
        onChange={(next) => next !== null && onChange({ ...membership, tier: Number(next) })}
        allowDeselect={false}
        comboboxProps={{ width: 240 }}
      />
      {(countsWeight || weight !== 1) && (
        <Tooltip label={t(countsWeight ? 'teams.weightHint' : 'teams.weightUnused')} multiline w={230}>
          <NumberInput
            key={weight}
            className={classes.weight}
            aria-label={t('teams.weight', { team: team.name })}
            prefix={`${t('teams.weightPrefix')} `}
            min={0.1}
            max={100}
            step={0.5}
            decimalScale={2}
            defaultValue={weight}
            onBlur={({ currentTarget }) => {
              const next = Number(currentTarget.value.replace(/[^\d.]/g, ''))
              if (next >= 0.1 && next !== weight) onChange({ ...membership, weight: next })
            }}
          />
        </Tooltip>
      )}
      <Tooltip label={t('teams.leave')}>
        <ActionIcon
          variant="subtle"
          color="gray"
          onClick={onLeave}
          aria-label={t('teams.leaveTeam', { team: team.name })}
        >
          <IconX size={17} />
        </ActionIcon>
      </Tooltip>
    </div>
  )
}
