// A re-export, because a dynamic import of the icon set itself would make the set larger for all
// its other importers.
export { icon } from '../../internal/icons.js'
