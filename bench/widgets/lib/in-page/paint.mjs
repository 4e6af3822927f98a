/**
 * Resolves at the end of the frame that is being made, after its styles, layout and paint. Call it
 * inside a callback of `requestAnimationFrame`: the message is delivered after the frame.
 *
 * @returns {Promise<number>} The time of `performance.now()`.
 */
export function endOfThisFrame() {
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve) => {
    port1.onmessage = () => resolve(performance.now())
    port2.postMessage(0)
  })
}

/**
 * Resolves at the end of the next frame.
 *
 * @returns {Promise<number>} The time of `performance.now()`.
 */
export function endOfNextFrame() {
  return new Promise((resolve) => {
    requestAnimationFrame(() => void endOfThisFrame().then(resolve))
  })
}

/**
 * Returns whether an element has a box of at least 2 × 2 pixels and is not hidden. Opacity does not
 * count.
 *
 * @param {Element | null | undefined} element
 * @returns {element is Element}
 */
export function isRendered(element) {
  if (!element?.isConnected) return false
  const { width, height } = element.getBoundingClientRect()
  return width >= 2 && height >= 2 && element.checkVisibility({ visibilityProperty: true })
}

/**
 * Returns the parent of an element in the page as it is drawn: through slots and shadow roots.
 *
 * @param {Element} element
 * @returns {Element | null}
 */
function drawnParentOf(element) {
  const root = element.getRootNode()
  const host = root instanceof ShadowRoot ? root.host : null
  return element.assignedSlot ?? element.parentElement ?? host
}

/**
 * Returns the opacity with which an element is drawn: the product of its own and its ancestors'.
 *
 * @param {Element} element
 */
export function opacityOf(element) {
  let opacity = 1
  for (let each = /** @type {Element | null} */ (element); each; each = drawnParentOf(each))
    opacity *= Number(getComputedStyle(each).opacity)
  return opacity
}

/**
 * Returns the nearest ancestor that scrolls, or the element itself if it scrolls.
 *
 * @param {Element | undefined} element
 */
export function scrollerOf(element) {
  for (let each = element ?? null; each; each = drawnParentOf(each)) {
    const { overflowY } = getComputedStyle(each)
    const isScrollable = overflowY === 'auto' || overflowY === 'scroll'
    if (isScrollable && each.scrollHeight > each.clientHeight + 4) return each
  }
  return null
}
