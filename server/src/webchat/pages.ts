import type { Language } from '@fairlead/sdk'
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

type TestTexts = Readonly<{ title: string; text: string }>

const testTexts: Readonly<Record<Language, TestTexts>> = {
  en: {
    title: 'test page',
    text: 'This page stands in for one of yours. Write as a customer with the button in the corner; the conversation comes up in the inbox.',
  },
  de: {
    title: 'Testseite',
    text: 'Diese Seite steht für eine von Ihren. Schreiben Sie als Kunde über den Knopf in der Ecke; die Unterhaltung erscheint im Posteingang.',
  },
  it: {
    title: 'pagina di prova',
    text: 'Questa pagina fa le veci di una delle tue. Scrivi come cliente con il pulsante nell’angolo; la conversazione appare nella posta in arrivo.',
  },
  vi: {
    title: 'trang thử',
    text: 'Trang này thay cho một trang của bạn. Hãy nhắn như một khách hàng bằng nút ở góc; cuộc hội thoại sẽ hiện trong hộp thư đến.',
  },
  th: {
    title: 'หน้าทดสอบ',
    text: 'หน้านี้ใช้แทนหน้าหนึ่งของคุณ ลองเขียนในฐานะลูกค้าด้วยปุ่มที่มุม แล้วการสนทนาจะเข้ามาในกล่องข้อความ',
  },
}

/** A blank page with the widget's tag, to try a channel before it is on a page of one's own. */
export function testPage({ channelId, settings, language }: WebchatChannel): string {
  const { title, text } = testTexts[language]
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(settings.title)} · ${title}</title>
<style>body { font: 16px/1.6 system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem; color-scheme: light dark; }</style>
</head>
<body>
<main>
<h1>${escapeHtml(settings.title)}</h1>
<p>${text}</p>
</main>
<script src="/widget.js" data-channel="${channelId}" async></script>
</body>
</html>
`
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
