import classes from './widths.module.css'

// The field is narrow, its explanation is not: spread into an input.
export const short = { classNames: { wrapper: classes.short ?? '' } }
export const medium = { classNames: { wrapper: classes.medium ?? '' } }
export const long = { classNames: { wrapper: classes.long ?? '' } }
