import type { Member } from '@fairlead/sdk'
import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { membersQuery } from '../members/queries.ts'
import { useMe } from '../session/queries.ts'
import classes from './mentioned.module.css'
import { mentionedParts } from './mentioned-parts.ts'

const nobody: readonly Member[] = []

/** The members that a note names. */
export function useMentioned(ids: readonly string[]): readonly Member[] {
  const select = useCallback(({ data }: { data: Member[] }) => data.filter(({ id }) => ids.includes(id)), [ids])
  const { data = nobody } = useQuery({ ...membersQuery, select, enabled: ids.length > 0 })
  return ids.length === 0 ? nobody : data
}

/** A text in which names stand out: one's own most. */
export function Mentioned({ text, members }: { text: string; members: readonly Member[] }) {
  const { member: me } = useMe()
  return mentionedParts(text, members).map(({ text: part, memberId }, index) =>
    memberId === null ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other identity
      <span key={index} className={classes.name} data-me={memberId === me.id || undefined}>
        {part}
      </span>
    ),
  )
}
