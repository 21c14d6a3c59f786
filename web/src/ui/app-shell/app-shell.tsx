import { type ReactNode, useEffect } from 'react'
import classes from './app-shell.module.css'
import { followVisibleHeight } from './visible-height.ts'

type Props = Readonly<{
  navigation: ReactNode
  /** Above every page, when there is something that everybody here must know. */
  banner?: ReactNode
  children: ReactNode
}>

/** A narrow rail beside the page; on phones a bar below it. */
export function AppShell({ navigation, banner, children }: Props) {
  useEffect(followVisibleHeight, [])
  return (
    <div className={classes.shell}>
      <div className={classes.rail}>{navigation}</div>
      <div className={classes.side}>
        {banner}
        <main className={classes.main}>{children}</main>
      </div>
    </div>
  )
}
