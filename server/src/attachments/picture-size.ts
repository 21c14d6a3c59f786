/**
 * How large a picture is shown, read from its first bytes: JPEG with its orientation, PNG, GIF and WebP. What cannot be
 * told, or is no such picture, has no size; nobody depends on it.
 */
export type PictureSize = Readonly<{ width: number; height: number }>

const most = 100_000

export function pictureSizeOf(head: Uint8Array, type: string): PictureSize | null {
  const bytes = new DataView(head.buffer, head.byteOffset, head.byteLength)
  try {
    const size = read(bytes, type)
    return size !== null && isSensible(size.width) && isSensible(size.height) ? size : null
  } catch (error) {
    // It ends before it says so.
    if (error instanceof RangeError) return null
    throw error
  }
}

function read(bytes: DataView, type: string): PictureSize | null {
  switch (type) {
    case 'image/png':
    case 'image/apng':
      return { width: bytes.getUint32(16), height: bytes.getUint32(20) }
    case 'image/gif':
      return { width: bytes.getUint16(6, true), height: bytes.getUint16(8, true) }
    case 'image/webp':
      return webpSize(bytes)
    case 'image/jpeg':
      return jpegSize(bytes)
    default:
      return null
  }
}

function webpSize(bytes: DataView): PictureSize | null {
  switch (textAt(bytes, 12)) {
    case 'VP8 ':
      return { width: bytes.getUint16(26, true) & 0x3fff, height: bytes.getUint16(28, true) & 0x3fff }
    case 'VP8L': {
      const packed = bytes.getUint32(21, true)
      return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 }
    }
    case 'VP8X':
      return { width: uint24(bytes, 24) + 1, height: uint24(bytes, 27) + 1 }
    default:
      return null
  }
}

// Segment by segment until the frame, which has the size; on the way the camera may say that it was held upright.
function jpegSize(bytes: DataView): PictureSize | null {
  let isTurned = false
  for (let at = 2; ; ) {
    if (bytes.getUint8(at) !== 0xff) return null
    const marker = bytes.getUint8(at + 1)
    if (marker === 0xff) {
      at += 1
    } else if (isFrame(marker)) {
      const [height, width] = [bytes.getUint16(at + 5), bytes.getUint16(at + 7)]
      return isTurned ? { width: height, height: width } : { width, height }
    } else {
      if (marker === 0xe1) isTurned ||= orientationOf(bytes, at + 4) >= 5
      at += 2 + bytes.getUint16(at + 2)
    }
  }
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

/** EXIF’s, at the beginning of its segment: 5 to 8 lie on their side. */
function orientationOf(bytes: DataView, at: number): number {
  if (textAt(bytes, at) !== 'Exif') return 1
  const tiff = at + 6
  const isLittle = bytes.getUint16(tiff) === 0x4949
  const directory = tiff + bytes.getUint32(tiff + 4, isLittle)
  const count = bytes.getUint16(directory, isLittle)
  for (let entry = directory + 2; entry < directory + 2 + count * 12; entry += 12) {
    if (bytes.getUint16(entry, isLittle) === 0x0112) return bytes.getUint16(entry + 8, isLittle)
  }
  return 1
}

function uint24(bytes: DataView, at: number): number {
  return bytes.getUint8(at) | (bytes.getUint8(at + 1) << 8) | (bytes.getUint8(at + 2) << 16)
}

function textAt(bytes: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((offset) => bytes.getUint8(at + offset)))
}

function isSensible(length: number): boolean {
  return length > 0 && length <= most
}
