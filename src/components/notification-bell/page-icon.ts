/** Width and height of the drawing, in pixels: four times what a tab shows. */
const SIZE = 64
interface Badge {
  /** Empty for a mere dot. */
  readonly text: string
  /** A CSS colour. */
  readonly colour: string
}

interface Taken {
  /** What the page said. */
  readonly own: string
  /** What is there in its place. */
  readonly ours: string
}

const taken = new Map<HTMLLinkElement, Taken>()
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
  observer?.disconnect()
  observer = undefined
  badge = undefined
  drawings += 1
  if (text === undefined) return giveBack()
  badge = { text, colour: getComputedStyle(bell).getPropertyValue('--belfry-badge') }
  observer = new MutationObserver(keep)
  observer.observe(document.head, {
    childList: true,
    subtree: true,
    attributeFilter: ['href', 'rel'],
  })
  void draw(badge)
}

/** Draws again where the page has changed its icon. */
function keep(): void {
  if (badge && iconLinks().some((link) => isChanged(link))) void draw(badge)
}

async function draw(wanted: Badge): Promise<void> {
  const number = (drawings += 1)
  // As browsers do where several fit: the last one.
  const link = iconLinks().at(-1)
  if (!link) return
  const url = await pictureOf(ownHref(link), wanted)
  if (number !== drawings) return
  if (url === undefined) return giveBack()
  for (const one of iconLinks()) {
    const own = ownHref(one)
    taken.set(one, { own, ours: url })
    one.setAttribute('href', url)
  }
}

function giveBack(): void {
  for (const [link, { own }] of taken) if (!isChanged(link)) link.setAttribute('href', own)
  taken.clear()
}

const iconLinks = (): HTMLLinkElement[] => [
  ...document.head.querySelectorAll<HTMLLinkElement>('link[rel~=icon][href]'),
]

const isChanged = (link: HTMLLinkElement): boolean =>
  link.getAttribute('href') !== taken.get(link)?.ours

const ownHref = (link: HTMLLinkElement): string =>
  (isChanged(link) ? link.getAttribute('href') : taken.get(link)?.own) ?? ''

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
