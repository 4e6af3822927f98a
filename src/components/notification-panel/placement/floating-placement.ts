import { autoUpdate, computePosition, flip, offset, platform, shift } from '@floating-ui/dom'
import { measuredZoomOf, zoomOf } from '../../../internal/zoom.js'

/** The gap between a popover and the edge of the window, in pixels. */
const EDGE_GAP = 8

// The style sheet sets the same gaps where CSS anchor positioning places the popovers.
/** The gap between the bell and the panel, in pixels. */
const PANEL_GAP = 12
/** The gap between a menu and its button, in pixels. */
const MENU_GAP = 4

/**
 * Keeps an open popover beside its button where CSS anchor positioning cannot. The position is set
 * as custom properties, so that the style sheet (`.placed`) decides where it applies: on a phone
 * the panel fills the screen. A second call for the same popover does nothing.
 */
export function keepPlaced(popover: HTMLElement, button: HTMLElement, signal: AbortSignal): void {
  const { classList } = popover
  if (classList.contains('placed')) return
  classList.add('placed')
  let stop: (() => void) | undefined
  const update = (): void => {
    stop?.()
    stop = popover.matches(':popover-open')
      ? autoUpdate(button, popover, () => void place(popover, button))
      : undefined
  }
  popover.addEventListener('toggle', update, { signal })
  signal.addEventListener('abort', () => {
    stop?.()
    classList.remove('placed')
  })
  update()
}

async function place(popover: HTMLElement, button: HTMLElement): Promise<void> {
  // Floating UI treats all pixels as equal. Under CSS zoom, the pixels of the popover's styles, of
  // measured boxes and of the window differ.
  const zoom = measuredZoomOf(button)
  const windowZoom = zoomOf(button) / zoom
  const { x, y } = await computePosition(button, popover, {
    platform: {
      ...platform,
      getDimensions: () => ({
        width: popover.offsetWidth * zoom,
        height: popover.offsetHeight * zoom,
      }),
      async getClippingRect(options) {
        const { x, y, width, height } = await platform.getClippingRect.call(this, options)
        return {
          x: x / windowZoom,
          y: y / windowZoom,
          width: width / windowZoom,
          height: height / windowZoom,
        }
      },
    },
    strategy: 'fixed',
    placement: 'bottom-end',
    middleware: [
      offset(popover.id === 'panel' ? PANEL_GAP : MENU_GAP),
      flip({ padding: EDGE_GAP }),
      // On both axes: without room beside the bell, the panel may cover the bell.
      shift({ padding: EDGE_GAP, crossAxis: true }),
    ],
  })
  popover.style.setProperty('--_x', `${x / zoom}px`)
  popover.style.setProperty('--_y', `${y / zoom}px`)
}
