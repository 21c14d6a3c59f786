import type { WebchatChannel } from './session.ts'

/** The page inside the widget's iframe. `frameAncestors` says on which pages it may stand. */
export function framePage(
  { channelId, settings }: WebchatChannel,
  version: string,
): { html: string; frameAncestors: string } {
  return {
    html: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(settings.title)}</title>
<link rel="stylesheet" href="/webchat/assets/frame.css?v=${version}">
</head>
<body>
<div id="root" data-channel="${channelId}"></div>
<script src="/webchat/assets/frame.js?v=${version}" type="module"></script>
</body>
</html>
`,
    frameAncestors: settings.trustedOrigins.length === 0 ? '*' : `'self' ${settings.trustedOrigins.join(' ')}`,
  }
}

/** A blank page with the widget's tag, to try a channel before it is on a page of one's own. */
export function testPage({ channelId, settings }: WebchatChannel): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(settings.title)} · test page</title>
<style>body { font: 16px/1.6 system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem; color-scheme: light dark; }</style>
</head>
<body>
<h1>${escapeHtml(settings.title)}</h1>
<p>This page stands in for one of yours. Write as a customer with the button in the corner; the conversation comes up
in the inbox.</p>
<script src="/widget.js" data-channel="${channelId}" async></script>
</body>
</html>
`
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
