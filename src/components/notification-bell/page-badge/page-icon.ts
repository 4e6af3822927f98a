/** Width and height of the drawn icon, in pixels: four times the size in a tab. */
const SIZE = 64
interface Badge {
  /** The text of the badge; empty for a dot. */
  readonly text: string
  /** The background of the badge, as a CSS colour. */
  readonly colour: string
}

/** The page's own icons, by their link element, and by the drawn icon that replaced them. */
const ownByLink = new WeakMap<HTMLLinkElement, string>()
const ownByPicture = new Map<string, string>()
/** The data URL of the drawn icon that is shown now. */
let picture: string | undefined
let badge: Badge | undefined
let observer: MutationObserver | undefined
let drawings = 0

/**
 * Puts a badge on the page's icon, and keeps it there when the page changes its icon.
 *
 * @param text - the text of the badge; empty for a dot, `undefined` removes the badge
 * @param bell - the bell that sets the colour of the badge
 */
export function badgeOnIcon(text: string | undefined, bell: Element): void {
  badge = undefined
  drawings += 1
  if (text === undefined) return giveBack()
  badge = { text, colour: getComputedStyle(bell).getPropertyValue('--belfry-badge') }
  void draw(badge)
  if (observer) return
  // The observer stays: a page may restore a saved icon after the badge was removed.
  observer = new MutationObserver(keep)
  observer.observe(document.head, {
    childList: true,
    subtree: true,
    attributeFilter: ['href', 'rel'],
  })
}

/**
 * Draws the badge again if the page changed its icon, and removes a badge that the page had saved.
 */
function keep(): void {
  if (iconLinks().every((link) => hrefOf(link) === picture)) return
  if (badge) void draw(badge)
  else giveBack()
}

async function draw(wanted: Badge): Promise<void> {
  const number = (drawings += 1)
  // If several icons fit, browsers use the last one.
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

/**
 * Returns the page's own icon of a link, also if the page copied a drawn icon into another link.
 */
function ownHref(link: HTMLLinkElement): string {
  const href = hrefOf(link)
  const own = ownByPicture.get(href)
  return own === undefined ? href : (ownByLink.get(link) ?? own)
}

/**
 * Returns a data URL; `undefined` if the icon cannot be loaded or may not be copied to a canvas.
 */
async function pictureOf(href: string, wanted: Badge): Promise<string | undefined> {
  const image = new Image()
  image.crossOrigin = 'anonymous'
  image.src = href
  try {
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = SIZE
    const context = canvas.getContext('2d')
    // Some browsers draw nothing for an SVG image without a size.
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
  // A gap separates the badge from the icon, whatever the colours of the icon and the tab.
  context.globalCompositeOperation = 'destination-out'
  context.lineWidth = 8
  context.stroke(pill)
  context.globalCompositeOperation = 'source-over'
  context.fillStyle = '#dc2626'
  // A canvas ignores a colour that it cannot parse and keeps the former one.
  context.fillStyle = colour
  context.fill(pill)
  context.fillStyle = '#ffffff'
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillText(text, SIZE - width / 2, height / 2 + 2)
}
