import type { ReactNode } from 'react'
import classes from './app-shell.module.css'

/** A narrow rail beside the page; on phones a bar below it. */
export function AppShell({ navigation, children }: { navigation: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.shell}>
      <div className={classes.rail}>{navigation}</div>
      <main className={classes.main}>{children}</main>
    </div>
  )
}
