/**
 * Loaded into n8n before anything else: when it ends, it writes down which files of the package it
 * had loaded and what of the package each of them got, into the file that LOADED_PROBE names.
 */
const { writeFileSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

const OURS = /[\\/]n8n-nodes-ovh-sms[\\/]dist[\\/](.+\.js)$/;
const nameOf = ({ filename }) => OURS.exec(filename ?? '')?.[1].replaceAll('\\', '/');

if (isMainThread) {
	process.once('exit', () => {
		const loaded = Object.values(require.cache).filter(nameOf);
		// n8n's helper processes load nothing of it.
		if (loaded.length > 0) writeFileSync(process.env.LOADED_PROBE, JSON.stringify(gotOf(loaded)));
	});
}

/** For each file what it got: a module that was loaded twice is not the one in the cache. */
function gotOf(loaded) {
	const got = ({ children }) =>
		children
			.filter(nameOf)
			.map((child) => nameOf(child) + (loaded.includes(child) ? '' : ' (old)'));
	return Object.fromEntries(loaded.map((module) => [nameOf(module), got(module)]));
}
