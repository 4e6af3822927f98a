/**
 * Returns the options with which an `IntersectionObserver` finds elements of a list near the part in
 * sight. The screen is the root, because in the inbox element the page may scroll instead of the
 * list. Browsers without `scrollMargin` would find elements of a scrolled list only once they are in
 * sight, so there the list is the root if it scrolls.
 *
 * @param scroller - the element in which the list is scrolled, if it scrolls
 * @param near - the distance, in pixels
 */
export function nearView(scroller: Element | null, near: number): IntersectionObserverInit {
  const margin = `${near}px`
  if ('scrollMargin' in IntersectionObserver.prototype)
    return { rootMargin: margin, scrollMargin: margin }
  // Everything in a list that grows with its rows is within the list, however far it is from sight.
  const doesScroll = scroller && getComputedStyle(scroller).overflowY !== 'visible'
  return { root: doesScroll ? scroller : null, rootMargin: margin }
}
