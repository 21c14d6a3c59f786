import type { ReactNode } from 'react'
import classes from './steps.module.css'

/** What to do elsewhere, one thing after the other. */
export function Steps({ children }: { children: ReactNode }) {
  return <ol className={classes.steps}>{children}</ol>
}

/** `children`: what is to be copied for it. */
export function Step({ text, children }: { text: ReactNode; children?: ReactNode }) {
  return (
    <li className={classes.step}>
      <div className={classes.text}>{text}</div>
      {children !== undefined && <div className={classes.things}>{children}</div>}
    </li>
  )
}
