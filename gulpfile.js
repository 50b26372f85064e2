const { dest, series, src, task } = require('gulp');
const { bundle } = require('./tools/build/bundle.js');
const { outputSchemas } = require('./tools/build/outputSchemas.js');

// `n8n-node build` copies the icons as well; the task keeps them right when only a drawing changed.
// Without `encoding: false` gulp 5 reads files as text and damages PNGs.
task('build:icons', () =>
	src('icons/**/*.{svg,png}', { encoding: false }).pipe(dest('dist/icons')),
);

task('output-schemas', outputSchemas);

task('bundle', bundle);

task('build', series('build:icons', 'output-schemas', 'bundle'));
