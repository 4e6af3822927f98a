/** Values of all sorts: among them is one that each inherited property takes, and that is not its first. */
const values = `
  none auto normal hidden always all both bold 300 italic oblique small-caps center end justify uppercase
  red rgb(1,2,3) 3px 7px 2 4 0.5 50% "x" square vertical-rl sideways upright mixed break-all break-word
  anywhere manual pre nowrap balance stable collapse wait crosshair bounding-box crispEdges
  geometricPrecision optimizeLegibility optimizeSpeed inside stroke bevel round evenodd linearRGB sRGB
  preserve-parent-color only optimizequality pixelated strict loose full-width antialiased grayscale
  hanging under right left over ultra-condensed condensed compact read-write read-only exact economy
  each-line sesame filled inter-character alternate ruby-position no-contextual tabular-nums swash
  common-ligatures historical-forms all-small-caps simplified super sub text emoji unicase lining-nums
  standard high constrained fill keep-all wrap nonzero middle hide inline allow-end first contain
  no-limit infinite inert disabled element ease-in before after
`
  .trim()
  .split(/\s+/)
  .concat([
    '3px red',
    '1px 1px 2px red',
    '"a" "b"',
    '"ss01" 1',
    '"wght" 300',
    '5 6',
    'url("#x")',
    'from-image 90deg',
    '2px 3px',
    'stroke fill',
    'jis78 ruby',
  ])

/** Of one property that children inherit: a value that is not what it is by itself. */
export type Inherited = ReadonlyMap<string, string>

/** Finds every property of this browser that a child inherits, by trying all of them. */
export function findInherited(): Inherited {
  const nowhere = document.createElement('div')
  const parent = document.createElement('div')
  const child = document.createElement('div')
  // Without boxes, so that no width follows another by layout.
  nowhere.style.display = 'none'
  parent.append(child)
  nowhere.append(parent)
  document.body.append(nowhere)
  const [outer, inner] = [getComputedStyle(parent), getComputedStyle(child)]
  const found = new Map<string, string>()
  for (const name of [...outer]) {
    const before = inner.getPropertyValue(name)
    const value = values.find((one) => {
      if (!CSS.supports(name, one)) return false
      parent.style.setProperty(name, one)
      const isInherited =
        inner.getPropertyValue(name) !== before &&
        inner.getPropertyValue(name) === outer.getPropertyValue(name)
      parent.style.removeProperty(name)
      return isInherited
    })
    if (value !== undefined) found.set(name, value)
  }
  nowhere.remove()
  return found
}
