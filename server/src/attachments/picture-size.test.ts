import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pictureSizeOf } from './picture-size.ts'

test('reads the size of a PNG, a GIF and each kind of WebP', () => {
  const png = Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), uint32(640, 480)])
  const gif = Buffer.concat([Buffer.from('GIF89a'), Buffer.from([0x40, 0x01, 0xf0, 0x00])])
  const webp = (kind: string, rest: string) =>
    Buffer.concat([Buffer.from('RIFF0000WEBP'), Buffer.from(kind), Buffer.from(rest, 'hex')])

  assert.deepEqual(pictureSizeOf(png, 'image/png'), { width: 640, height: 480 })
  assert.deepEqual(pictureSizeOf(gif, 'image/gif'), { width: 320, height: 240 })
  assert.deepEqual(pictureSizeOf(webp('VP8 ', '000000000000009d012a80026801'), 'image/webp'), {
    width: 640,
    height: 360,
  })
  assert.deepEqual(pictureSizeOf(webp('VP8X', '0a000000000000007f02006701000000'), 'image/webp'), {
    width: 640,
    height: 360,
  })
  assert.deepEqual(pictureSizeOf(webp('VP8L', '000000002f7fc25900'), 'image/webp'), { width: 640, height: 360 })
})

test('a JPEG that was taken upright is as large as it is shown', () => {
  assert.deepEqual(pictureSizeOf(jpeg(1), 'image/jpeg'), { width: 640, height: 480 })
  assert.deepEqual(pictureSizeOf(jpeg(6), 'image/jpeg'), { width: 480, height: 640 })
})

test('what ends too early, or is something else, has no size', () => {
  const whole = jpeg(6)
  for (let end = 0; end < whole.length - 6; end += 1) {
    assert.equal(pictureSizeOf(whole.subarray(0, end), 'image/jpeg'), null)
  }
  assert.equal(pictureSizeOf(Buffer.from('%PDF-1.7'), 'application/pdf'), null)
  assert.equal(pictureSizeOf(Buffer.alloc(4000), 'image/jpeg'), null)
})

function jpeg(orientation: number): Buffer {
  const tiff = Buffer.from(
    `4d4d002a000000080001011200030000000100${orientation.toString(16).padStart(2, '0')}0000`,
    'hex',
  )
  const exif = Buffer.concat([Buffer.from('Exif\0\0'), tiff])
  return Buffer.concat([
    Buffer.from('ffd8ffe1', 'hex'),
    uint16(exif.length + 2),
    exif,
    Buffer.from('ffdb000400', 'hex'),
    Buffer.from('00', 'hex'),
    Buffer.from('ffc0000b08', 'hex'),
    uint16(480, 640),
    Buffer.from('01011100', 'hex'),
  ])
}

function uint16(...values: number[]): Buffer {
  return Buffer.from(values.flatMap((value) => [value >> 8, value & 255]))
}

function uint32(...values: number[]): Buffer {
  return Buffer.concat(values.map((value) => uint16(value >>> 16, value & 0xffff)))
}
