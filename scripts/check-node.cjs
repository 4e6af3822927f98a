// Must run on every Node there ever was, so that an old one says what is wrong instead of failing
// over syntax. That is why this is CommonJS and preloaded (node -r) before the real script.
// 20.19 is where Vite, which builds everything, begins.
var version = process.versions.node.split('.').map(Number)
if (version[0] < 20 || (version[0] === 20 && version[1] < 19)) {
  console.error('Belfry needs Node 20.19 or newer; this is Node ' + process.versions.node + '.')
  process.exit(1)
}
