import type { Frame } from './frame.ts'
import type { Piece } from './recent.ts'

/** Whom a reader wants to hear of. What it hears may teach it more keys. */
export interface Interest {
  /** A frame with any of these may be wanted. */
  readonly keys: ReadonlySet<string>
  accepts?(frame: Frame): boolean
  learn?(frame: Frame): void
}

/** Somebody who follows the log of a workspace. */
export interface Reader {
  /** Up to here it was given whatever it wants. The feed moves it. */
  cursor: number
  /** Null: everything. */
  readonly interest: Interest | null
  /** Who reads, when it is a member. */
  readonly memberId: string | null
  /** Does not take more now; it calls the feed when it does again. */
  readonly isFull: boolean
  take(piece: Piece): void
  /** It is so far behind that it has to come again with its cursor. */
  drop(): void
  end(): void
}

/** What of a piece a reader wants: the piece itself, some of it, or nothing. */
export function wantedOf(frames: readonly Frame[], interest: Interest): readonly Frame[] {
  const wanted: Frame[] = []
  for (const frame of frames) {
    if (!frame.keys.some((key) => interest.keys.has(key))) continue
    if (interest.accepts?.(frame) === false) continue
    interest.learn?.(frame)
    wanted.push(frame)
  }
  return wanted
}
