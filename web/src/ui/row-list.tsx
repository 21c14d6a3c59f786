import { Skeleton } from '@mantine/core'
import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import classes from './row-list.module.css'

/** A list of things, one a line, in a frame. */
export function RowList({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className={classes.list} aria-label={label}>
      {children}
    </ul>
  )
}

export function Row({ children }: { children: ReactNode }) {
  return <li className={classes.row}>{children}</li>
}

export function LinkRow({ link, children }: { link: LinkProps; children: ReactNode }) {
  return (
    <li>
      <Link {...link} className={classes.row} data-link>
        {children}
      </Link>
    </li>
  )
}

/** As high as the list will be, so that nothing jumps when it comes. */
export function RowListSkeleton({ rows }: { rows: number }) {
  return (
    <div className={classes.list} aria-hidden>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike and never move.
        <div key={index} className={classes.row}>
          <Skeleton height={14} width={`${50 - index * 7}%`} my={13} />
        </div>
      ))}
    </div>
  )
}
