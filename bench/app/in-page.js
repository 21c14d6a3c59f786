/**
 * Runs in the page before the app does, and notes what its user would notice. In JavaScript, as browsers read it; what
 * it notes is described in noticed.ts.
 */
const noticed = { listShownAt: null, keys: [], switches: [], shifts: [], longTasks: [] }
globalThis.noticed = noticed

let opening = null

observe('layout-shift', ({ value, startTime, hadRecentInput, sources }) => {
  noticed.shifts.push({ value, at: startTime, hadRecentInput, moved: sources.map(describeSource) })
})
observe('longtask', ({ duration, startTime }) => noticed.longTasks.push({ ms: duration, at: startTime }))

addEventListener(
  'keydown',
  (event) => {
    if (event.target instanceof Element && event.target.matches('textarea, input')) {
      afterPaint(() => noticed.keys.push(performance.now() - event.timeStamp))
    } else if (event.key === 'j' || event.key === 'k') {
      opening = { at: event.timeStamp, frames: 0, before: threadNow() }
      performance.mark('switch.begin')
      requestAnimationFrame(countFrame)
    }
  },
  true,
)

new MutationObserver(() => {
  if (noticed.listShownAt === null && document.querySelector('[data-index] a') !== null) {
    noticed.listShownAt = 0
    afterPaint(() => {
      noticed.listShownAt = performance.now()
    })
  }
  if (opening !== null && isShown()) noteSwitch()
}).observe(document, { childList: true, subtree: true })

// Another thread, with messages in it.
function isShown() {
  const thread = threadNow()
  return thread !== null && thread !== opening.before && thread.querySelector('[data-message]') !== null
}

function noteSwitch() {
  const { at, frames } = opening
  opening = null
  // What is done between two frames is on the screen with the next.
  afterPaint(() => {
    performance.mark('switch.end')
    noticed.switches.push({ ms: performance.now() - at, frames: frames + 1 })
  })
}

function countFrame() {
  if (opening === null) return
  opening.frames += 1
  requestAnimationFrame(countFrame)
}

function threadNow() {
  return document.querySelector('[data-thread]')
}

// A message to oneself, sent when a frame begins, comes when it has been painted.
function afterPaint(run) {
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      run()
    }
    port2.postMessage(null)
  })
}

function observe(type, note) {
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) note(entry)
  }).observe({ type, buffered: true })
}

function describeSource({ node, previousRect, currentRect }) {
  return `${describeNode(node)}: ${describeRect(previousRect)} to ${describeRect(currentRect)}`
}

function describeNode(node) {
  const element = node instanceof Element ? node : node?.parentElement
  if (!element) return 'something that is gone'
  const { tagName, className, textContent } = element
  return `${tagName.toLowerCase()}.${String(className).split(' ').join('.')} "${textContent.slice(0, 40)}"`
}

function describeRect({ x, y, width, height }) {
  return [x, y, width, height].map(Math.round).join(' ')
}
