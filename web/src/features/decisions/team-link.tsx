import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import classes from './decisions.module.css'

/** To where the team's policy and its earlier versions are. */
export function TeamLink({ teamId, children }: { teamId: string; children: ReactNode }) {
  return (
    <Link to="/settings/teams/$id" params={{ id: teamId }} className={classes.link}>
      {children}
    </Link>
  )
}
