/**
 * The log of one workspace, followed for all its readers here.
 *
 * A feed has a position in the log. What this process committed and continues it is taken as it is; otherwise the log
 * is read, once for everybody. The newest frames are kept, and readers are served from them at their own pace: each
 * has a cursor, nothing is queued for any of them. Who is further back than the frames reach is carried there by a scan
 * of the log, one for all who are behind.
 */
import type { Logger } from 'pino'
import type { AppendedEvent, Database } from '../db/database.ts'
import { type Frame, toFrame } from './frame.ts'
import { readCursor, readEvents } from './log.ts'
import { type Reader, wantedOf } from './reader.ts'
import { ReaderIndex } from './reader-index.ts'
import { type Piece, pieceOf, Recent } from './recent.ts'

const pageSize = 500
/** Commits of this process may be told out of order; for so long a gap is waited for before the log is read. */
const gapMs = 15
/** After giving out we wait twice as long as it took, so that at most a third of the time goes there, and at most this. */
const longestPauseMs = 200
const sliceMs = 8

export type ReadSlot = <T>(read: () => Promise<T>) => Promise<T>

export class Feed {
  readonly #database: Database
  readonly #workspaceId: string
  readonly #log: Logger
  readonly #slot: ReadSlot
  readonly #readers = new ReaderIndex()
  readonly #behind = new Set<Reader>()
  readonly #ahead = new Map<number, Frame>()
  readonly #touched = new Set<Reader>()
  #leavers: string[] = []
  #recent: Recent | null = null
  #gap: NodeJS.Timeout | null = null
  #isPulling = false
  #isPoked = false
  #isScanning = false
  #isGiving = false
  #hasNews = false
  #pauseUntil = 0

  constructor(database: Database, workspaceId: string, log: Logger, slot: ReadSlot) {
    this.#database = database
    this.#workspaceId = workspaceId
    this.#log = log
    this.#slot = slot
  }

  get isIdle(): boolean {
    return this.#readers.size === 0 && (this.#recent?.isEmpty ?? true)
  }

  /** Where the feed is, once it knows. */
  get position(): number | null {
    return this.#recent?.end ?? null
  }

  hasAfter(cursor: number): boolean {
    return this.#recent !== null && cursor <= this.#recent.end && this.#recent.reaches(cursor)
  }

  add(reader: Reader): void {
    this.#readers.add(reader)
    if (this.#recent === null) this.poke()
    else this.serve(reader)
  }

  remove(reader: Reader): void {
    this.#readers.remove(reader)
    this.#behind.delete(reader)
    this.#touched.delete(reader)
  }

  end(): void {
    if (this.#gap) clearTimeout(this.#gap)
    for (const reader of this.#readers.all()) reader.end()
  }

  /** Each second: lets go of old frames, and moves the cursors of those whom nothing concerned. */
  tidy(): void {
    this.#recent?.trim()
    const position = this.position
    if (position === null) return
    for (const reader of this.#readers.ofSome()) {
      const isUpToDate = !reader.isFull && !this.#behind.has(reader) && !this.#touched.has(reader)
      if (isUpToDate) reader.cursor = Math.max(reader.cursor, position)
    }
  }

  /** What this process has committed. */
  hear(events: readonly AppendedEvent[]): void {
    const recent = this.#recent
    if (recent === null) {
      this.poke()
    } else {
      for (const event of events) if (event.sequence > recent.end) this.#ahead.set(event.sequence, toFrame(event))
      this.#takeAhead(recent)
      if (this.#ahead.size > 0) this.#gap ??= setTimeout(() => this.#closeGap(), gapMs)
    }
  }

  /** Looks at the log soon, unless the feed has come as far already. */
  poke(sequence?: number): void {
    if (sequence !== undefined && this.#recent !== null && sequence <= this.#recent.end) return
    this.#isPoked = true
    if (!this.#isPulling) void this.#pull()
  }

  /** Gives a reader what it can take now. */
  serve(reader: Reader): void {
    const recent = this.#recent
    if (recent === null || this.#behind.has(reader)) return
    this.#giveFrom(recent, reader)
    if (recent.reaches(reader.cursor)) return
    if (reader.isFull) {
      reader.drop()
    } else {
      this.#behind.add(reader)
      void this.#scan()
    }
  }

  /** A reader that was full takes more again. */
  resume(reader: Reader): void {
    if (this.#behind.has(reader)) void this.#scan()
    else this.serve(reader)
  }

  #giveFrom(frames: Recent, reader: Reader): void {
    while (reader.cursor < frames.end && !reader.isFull && frames.reaches(reader.cursor)) {
      this.#give(reader, frames.after(reader.cursor))
    }
  }

  #give(reader: Reader, piece: Piece): void {
    reader.cursor = piece.upTo
    if (reader.interest === null) {
      reader.take(piece)
    } else {
      const wanted = wantedOf(piece.frames, reader.interest)
      this.#readers.refresh(reader)
      if (wanted.length > 0) reader.take(pieceOf(wanted))
    }
  }

  #push(recent: Recent, frame: Frame): void {
    recent.push(frame)
    this.#readers.collect(frame.keys, this.#touched)
    if (frame.leaverId !== null) this.#leavers.push(frame.leaverId)
    this.#hasNews = true
  }

  #takeAhead(recent: Recent): void {
    for (let frame = this.#ahead.get(recent.end + 1); frame; frame = this.#ahead.get(recent.end + 1)) {
      this.#ahead.delete(frame.sequence)
      this.#push(recent, frame)
    }
    if (this.#ahead.size === 0 && this.#gap) {
      clearTimeout(this.#gap)
      this.#gap = null
    }
    this.#giveSoon()
  }

  #closeGap(): void {
    this.#gap = null
    this.poke()
  }

  async #pull(): Promise<void> {
    this.#isPulling = true
    try {
      while (this.#isPoked) {
        this.#isPoked = false
        if (this.#recent === null) await this.#begin()
        else await this.#readOn(this.#recent)
      }
    } catch (error) {
      this.#log.debug(
        { err: error, workspaceId: this.#workspaceId },
        'cannot read the log; trying again within a second',
      )
    } finally {
      this.#isPulling = false
    }
  }

  async #begin(): Promise<void> {
    const newest = await this.#slot(() => readCursor(this.#database.db, this.#workspaceId))
    this.#recent = new Recent(newest)
    for (const reader of this.#readers.all()) this.serve(reader)
  }

  async #readOn(recent: Recent): Promise<void> {
    const events = await this.#readPage(recent.end)
    for (const event of events) {
      // What was told meanwhile is here already.
      if (event.sequence === recent.end + 1) this.#push(recent, toFrame(event))
    }
    for (const sequence of this.#ahead.keys()) if (sequence <= recent.end) this.#ahead.delete(sequence)
    this.#takeAhead(recent)
    if (events.length === pageSize) this.#isPoked = true
  }

  // Carries everybody who is behind, and takes what they are given, forward to where the kept frames begin.
  async #scan(): Promise<void> {
    if (this.#isScanning) return
    this.#isScanning = true
    try {
      let run: Recent | null = null
      for (let low = this.#lowest(); low !== null; low = this.#lowest()) {
        const events = await this.#readPage(low)
        if (events[0]?.sequence !== low + 1) {
          this.#giveUp(low)
          run = null
        } else {
          if (run?.end !== low) run = new Recent(low)
          for (const event of events) run.push(toFrame(event))
          // Whoever comes after those who are carried now, from nearly where they were, finds it kept.
          this.#recent?.prepend(run)
          this.#carry(run)
        }
      }
    } catch (error) {
      this.#log.debug({ err: error, workspaceId: this.#workspaceId }, 'cannot read the log; its readers come again')
      for (const reader of [...this.#behind]) reader.end()
    } finally {
      this.#isScanning = false
    }
  }

  #lowest(): number | null {
    let low: number | null = null
    for (const { cursor, isFull } of this.#behind) {
      if (!isFull && (low === null || cursor < low)) low = cursor
    }
    return low
  }

  #carry(run: Recent): void {
    for (const reader of [...this.#behind]) {
      if (!reader.isFull) this.#giveFrom(run, reader)
      if (this.#recent?.reaches(reader.cursor)) {
        this.#behind.delete(reader)
        this.serve(reader)
      }
    }
  }

  // What should come next is no longer kept: who asks again is told so.
  #giveUp(cursor: number): void {
    for (const reader of [...this.#behind]) if (reader.cursor === cursor) reader.end()
  }

  #readPage(after: number) {
    const { db } = this.#database
    return this.#slot(() => readEvents(db, { workspaceId: this.#workspaceId, after, limit: pageSize }))
  }

  // At once when it is quiet; otherwise what comes in the pause is given out together.
  #giveSoon(): void {
    if (!this.#hasNews || this.#isGiving) return
    this.#isGiving = true
    const pause = this.#pauseUntil - performance.now()
    if (pause > 0) setTimeout(() => void this.#giveOut(), pause)
    else setImmediate(() => void this.#giveOut())
  }

  async #giveOut(): Promise<void> {
    this.#hasNews = false
    const leavers = this.#leavers
    this.#leavers = []
    let spent = 0
    let sliceFrom = performance.now()
    for (const reader of this.#readers.concerned(this.#touched)) {
      this.#touched.delete(reader)
      this.serve(reader)
      const now = performance.now()
      if (now - sliceFrom < sliceMs) continue
      spent += now - sliceFrom
      // Requests have their turn in between.
      await new Promise((resolve) => setImmediate(resolve))
      sliceFrom = performance.now()
    }
    const end = performance.now()
    spent += end - sliceFrom
    this.#pauseUntil = end + Math.min(longestPauseMs, 2 * spent)
    this.#showOut(leavers)
    this.#isGiving = false
    this.#giveSoon()
  }

  #showOut(leavers: readonly string[]): void {
    if (leavers.length === 0) return
    for (const reader of this.#readers.all()) {
      if (reader.memberId !== null && leavers.includes(reader.memberId)) reader.end()
    }
  }
}
