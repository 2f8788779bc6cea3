// Fails unless the file is a valid AsyncAPI document.
const { readFileSync } = require('fs');
const { Parser } = require('@asyncapi/parser');

new Parser().parse(readFileSync(process.argv[2], 'utf8')).then(({ document, diagnostics }) => {
  for (const { severity, message, path } of diagnostics) console.error(['error', 'warning', 'info', 'hint'][severity], path.join('.'), message);
  process.exit(document && diagnostics.every(({ severity }) => severity > 1) ? 0 : 1);
});
