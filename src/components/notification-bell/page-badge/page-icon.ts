/** Width and height of the drawing, in pixels: four times what a tab shows. */
const SIZE = 64
interface Badge {
  /** Empty for a mere dot. */
  readonly text: string
  /** A CSS colour. */
  readonly colour: string
}

/** The page's own icons, by the link that showed them, and by the picture that took their place. */
const ownByLink = new WeakMap<HTMLLinkElement, string>()
const ownByPicture = new Map<string, string>()
/** The picture that is shown now. */
let picture: string | undefined
let badge: Badge | undefined
let observer: MutationObserver | undefined
let drawings = 0

/**
 * Puts a badge on the page's icon, whatever icon the page changes to.
 *
 * @param text - what it says; empty for a mere dot, `undefined` takes it off
 * @param bell - whose colours it has
 */
export function badgeOnIcon(text: string | undefined, bell: Element): void {
  badge = undefined
  drawings += 1
  if (text === undefined) return giveBack()
  badge = { text, colour: getComputedStyle(bell).getPropertyValue('--belfry-badge') }
  void draw(badge)
  if (observer) return
  // It stays: a page may set a saved icon after the badge was taken off.
  observer = new MutationObserver(keep)
  observer.observe(document.head, {
    childList: true,
    subtree: true,
    attributeFilter: ['href', 'rel'],
  })
}

/** Draws again where the page has changed its icon, and takes off a badge that the page had saved. */
function keep(): void {
  if (iconLinks().every((link) => hrefOf(link) === picture)) return
  if (badge) void draw(badge)
  else giveBack()
}

async function draw(wanted: Badge): Promise<void> {
  const number = (drawings += 1)
  // As browsers do where several fit: the last one.
  const link = iconLinks().at(-1)
  if (!link) return
  const url = await pictureOf(ownHref(link), wanted)
  if (number !== drawings) return
  if (url === undefined) return giveBack()
  picture = url
  for (const one of iconLinks()) {
    const own = ownHref(one)
    ownByLink.set(one, own)
    ownByPicture.set(url, own)
    one.setAttribute('href', url)
  }
}

function giveBack(): void {
  picture = undefined
  for (const link of iconLinks()) {
    const own = ownHref(link)
    if (own !== hrefOf(link)) link.setAttribute('href', own)
  }
}

const iconLinks = (): HTMLLinkElement[] => [
  ...document.head.querySelectorAll<HTMLLinkElement>('link[rel~=icon][href]'),
]

const hrefOf = (link: HTMLLinkElement): string => link.getAttribute('href') ?? ''

/** What the page said, be it in another link that it has copied. */
function ownHref(link: HTMLLinkElement): string {
  const href = hrefOf(link)
  const own = ownByPicture.get(href)
  return own === undefined ? href : (ownByLink.get(link) ?? own)
}

/** Answers a data URL; `undefined` where the icon cannot be loaded, or may not be copied. */
async function pictureOf(href: string, wanted: Badge): Promise<string | undefined> {
  const image = new Image()
  image.crossOrigin = 'anonymous'
  image.src = href
  try {
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = SIZE
    const context = canvas.getContext('2d')
    // A vector without a size of its own is drawn as nothing by some browsers.
    if (!context || image.naturalWidth === 0) return undefined
    context.drawImage(image, 0, 0, SIZE, SIZE)
    drawBadge(context, wanted)
    return canvas.toDataURL()
  } catch {
    return undefined
  }
}

function drawBadge(context: CanvasRenderingContext2D, { text, colour }: Badge): void {
  context.font = '700 36px system-ui, sans-serif'
  const height = text ? 42 : 28
  const width = Math.max(height, text ? context.measureText(text).width + 18 : 0)
  const pill = new Path2D()
  pill.roundRect(SIZE - width, 0, width, height, height / 2)
  // A gap sets it apart, whatever the colours of icon and tab.
  context.globalCompositeOperation = 'destination-out'
  context.lineWidth = 8
  context.stroke(pill)
  context.globalCompositeOperation = 'source-over'
  context.fillStyle = '#dc2626'
  // What a canvas does not understand it leaves as it was.
  context.fillStyle = colour
  context.fill(pill)
  context.fillStyle = '#ffffff'
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillText(text, SIZE - width / 2, height / 2 + 2)
}
