import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mailDocument } from './mail-document.ts'

const nothing = { inline: new Map<string, string>(), showsRemote: false }

test('shows a mail as it was meant', () => {
  const { page } = shown(
    '<h1 style="color:#c00;font-size:20px">Hello</h1><table bgcolor="#eee"><tr><td colspan="2">one</td></tr></table>',
  )
  assert.match(page, /<h1 style="color:#c00;font-size:20px">Hello<\/h1>/)
  assert.match(page, /<table bgcolor="#eee"><tr><td colspan="2">one<\/td><\/tr><\/table>/)
  const links = shown(
    '<a href="https://shop.example/x">a</a><a href="javascript:alert(1)">b</a><a href="mailto:a@b.example">c</a>',
  ).page
  assert.match(links, /<a href="https:\/\/shop\.example\/x" rel="noopener noreferrer nofollow" target="_blank">a<\/a>/)
  assert.match(links, /<a href="mailto:a@b\.example"/)
  assert.doesNotMatch(links, /javascript/)
})

test('shows no picture from elsewhere before somebody asks, and says that there are some', () => {
  const html =
    '<p>x</p><img src="https://tracker.example/p.gif" alt="a pixel"><img src="HTTP://tracker.example/q.gif"><img src="//tracker.example/r.gif">'
  const before = shown(html)
  assert.equal(before.hasRemoteImages, true)
  assert.doesNotMatch(before.page, /tracker/)
  assert.match(before.page, /<img alt="a pixel" \/>/)
  assert.doesNotMatch(before.policy, /https:/)
  const after = mailDocument({ html, text: '', subject: '' }, { ...nothing, showsRemote: true })
  assert.match(after.page, /src="https:\/\/tracker\.example\/p\.gif"/)
  assert.match(after.policy, /img-src data: https: http:/)
  assert.equal(shown('<p>none</p>').hasRemoteImages, false)
})

test('puts pictures that came along in their place', () => {
  const inline = new Map([['zip-1@example.net', 'data:image/png;base64,AAAA']])
  const html =
    '<img src="cid:zip-1@example.net"><img src="cid:zip-1%40example.net"><img src="cid:other@x"><img src="cid:%E0%A4%A">'
  const { page, hasRemoteImages } = mailDocument({ html, text: '', subject: '' }, { inline, showsRemote: false })
  assert.equal(page.match(/src="data:image\/png;base64,AAAA"/g)?.length, 2)
  assert.doesNotMatch(page, /cid:/)
  assert.equal(hasRemoteImages, false)
})

test('lets nothing in that runs, reaches out or gets out of its place', () => {
  const nasty = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg onload=alert(1)><script>1</script></svg>',
    '<iframe src="https://evil.example"></iframe>',
    '<object data="https://evil.example"></object><embed src="https://evil.example">',
    '<form action="https://evil.example"><input name=password><button>go</button></form>',
    '<base href="https://evil.example/">',
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    '<link rel="stylesheet" href="https://evil.example/x.css">',
    '<style>@import url(https://evil.example/x.css); body{background:url(https://evil.example/y)}</style>',
    '<div style="position:fixed;top:0;background:url(https://evil.example/z)">x</div>',
    '<div style="width:expression(alert(1));behavior:url(https://evil.example)">x</div>',
    '<table background="https://evil.example/t.gif"><tr><td>x</td></tr></table>',
    '<a href="https://ok.example" onclick="alert(1)" target="_top" ping="https://evil.example">x</a>',
    '<img srcset="https://evil.example/1x.png 1x" src="data:image/svg+xml;base64,AAAA">',
    '<video src="https://evil.example/v.mp4" autoplay></video>',
    '<math><mtext><mglyph><style><img src=x onerror=alert(1)></style></mglyph></mtext></math>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    '<!--><img src=x onerror=alert(1)>-->',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<p id="x" class="y" name="z">x</p>',
  ]
  for (const html of nasty) {
    const { page, policy } = shown(html)
    const body = page.slice(page.indexOf('<body>'))
    assert.doesNotMatch(
      body,
      /evil\.example|<script|<iframe|<svg|<form|<input|<base|<meta|<link|<style|<video|<object|position|expression/i,
      html,
    )
    // What stands in quotation marks is a value, and no attribute.
    assert.doesNotMatch(body.replace(/="[^"]*"/g, '='), /<[^>]*\s(on\w+|srcset|ping|background|id|class)=/i, html)
    assert.doesNotMatch(body, /href="(data|javascript):|target="_top"/i, html)
    assert.match(policy, /default-src 'none'.*sandbox allow-popups/)
    assert.doesNotMatch(policy, /allow-scripts|allow-same-origin|unsafe-eval|script-src/)
  }
})

test('shows a text, or HTML beyond all measure, as text', () => {
  const { page } = mailDocument({ html: null, text: 'a <b> & c\n  d', subject: '</title><script>' }, nothing)
  assert.match(page, /<pre>a &lt;b&gt; &amp; c\n {2}d<\/pre>/)
  assert.match(page, /<title>&lt;\/title&gt;&lt;script&gt;<\/title>/)
  const from = performance.now()
  const huge = mailDocument({ html: '<div>'.repeat(200_000), text: 'as text', subject: '' }, nothing)
  assert.match(huge.page, /<pre>as text<\/pre>/)
  shown('<div>'.repeat(29_000))
  assert.ok(performance.now() - from < 10_000)
})

function shown(html: string) {
  return mailDocument({ html, text: '', subject: 'x' }, nothing)
}
